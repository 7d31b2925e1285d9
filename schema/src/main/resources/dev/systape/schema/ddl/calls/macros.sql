CREATE SCHEMA calls;

CREATE MACRO calls.swapped(x) AS
  (x & 1085102592571150095::UBIGINT) * 16 + ((x >> 4) & 1085102592571150095::UBIGINT);

CREATE MACRO calls.le(b, o, n) AS
  CASE WHEN octet_length(b) >= o + n THEN calls.swapped(TRY_CAST('0x' || reverse(hex(b[o + 1:o + n])) AS UBIGINT)) END;

CREATE MACRO calls.be(b, o, n) AS
  CASE WHEN octet_length(b) >= o + n THEN TRY_CAST('0x' || hex(b[o + 1:o + n]) AS UBIGINT) END;

CREATE MACRO calls.bytes(b, o, n) AS
  CASE WHEN octet_length(b) >= o + n THEN b[o + 1:o + n] END;

CREATE MACRO calls.rest(b, o) AS
  CASE WHEN octet_length(b) >= o THEN b[o + 1:] END;

CREATE MACRO calls.u8(w) AS (w & 255)::UTINYINT;

CREATE MACRO calls.u16(w) AS (w & 65535)::USMALLINT;

CREATE MACRO calls.u32(w) AS (w & 4294967295)::UINTEGER;

CREATE MACRO calls.i8(w) AS ((((w & 255) + 128) & 255)::BIGINT - 128)::TINYINT;

CREATE MACRO calls.i16(w) AS ((((w & 65535) + 32768) & 65535)::BIGINT - 32768)::SMALLINT;

CREATE MACRO calls.i32(w) AS ((((w & 4294967295) + 2147483648) & 4294967295)::BIGINT - 2147483648)::INTEGER;

CREATE MACRO calls.i64(w) AS (xor(w, 9223372036854775808::UBIGINT)::HUGEINT - 9223372036854775808::HUGEINT)::BIGINT;

CREATE MACRO calls.hexadecimal(w) AS CASE WHEN w = 0 THEN '0' ELSE '0x' || lower(hex(w)) END;

CREATE MACRO calls.utf8_marked(h) AS regexp_replace(
  h,
  '((?:[0-7].|(?:C[2-9A-F]|D.)[89AB].|E0[AB].[89AB].|E[1-9A-CEF][89AB].[89AB].|ED[89].[89AB].|F0[9AB].[89AB].[89AB].|F[1-3][89AB].[89AB].[89AB].|F48.[89AB].[89AB].)+)|(.)(.)',
  '\1#\2#\3',
  'g');

CREATE MACRO calls.utf8_escaped(h) AS decode(unhex(
  replace(replace(replace(replace(replace(replace(
    regexp_replace(
      regexp_replace(replace(calls.utf8_marked(h), '##', ''), '#(.)#(.)', '5C78#\1#\2', 'g'),
      '#([0-9])', '3\1', 'g'),
    '#A', '61'), '#B', '62'), '#C', '63'), '#D', '64'), '#E', '65'), '#F', '66')));

CREATE MACRO calls.text(b) AS
  CASE
    WHEN NOT contains(b::VARCHAR, '\') THEN b::VARCHAR
    ELSE coalesce(
      decode(CASE WHEN regexp_full_match(hex(b), '(?:[0-7].|(?:C[2-9A-F]|D.)[89AB].|E0[AB].[89AB].|E[1-9A-CEF][89AB].[89AB].|ED[89].[89AB].|F0[9AB].[89AB].[89AB].|F[1-3][89AB].[89AB].[89AB].|F48.[89AB].[89AB].)*') THEN b END),
      calls.utf8_escaped(hex(b)))
  END;

CREATE MACRO calls.chars(b, o, n) AS
  calls.text(unhex(regexp_extract(hex(calls.bytes(b, o, n)), '^((?:..)*?)(?:00|$)', 1)));

CREATE MACRO calls.ipv4(b, o) AS
  calls.le(b, o, 1) || '.' || calls.le(b, o + 1, 1) || '.' || calls.le(b, o + 2, 1) || '.' || calls.le(b, o + 3, 1);

CREATE MACRO calls.ipv6_groups(h) AS
  regexp_replace(regexp_replace(rtrim(regexp_replace(lower(h), '(....)', '\1:', 'g'), ':'), '(^|:)0{1,3}', '\1', 'g'), '(^|:)(:|$)', '\10\2', 'g');

CREATE MACRO calls.ipv6_squeezed(t) AS
  CASE
    WHEN regexp_matches(t, '(?:^|:)0(?::0){7}(?:$|:)') THEN '::'
    WHEN regexp_matches(t, '(?:^|:)0(?::0){6}(?:$|:)') THEN regexp_replace(t, '(?:^|:)0(?::0){6}(?:$|:)', '::')
    WHEN regexp_matches(t, '(?:^|:)0(?::0){5}(?:$|:)') THEN regexp_replace(t, '(?:^|:)0(?::0){5}(?:$|:)', '::')
    WHEN regexp_matches(t, '(?:^|:)0(?::0){4}(?:$|:)') THEN regexp_replace(t, '(?:^|:)0(?::0){4}(?:$|:)', '::')
    WHEN regexp_matches(t, '(?:^|:)0(?::0){3}(?:$|:)') THEN regexp_replace(t, '(?:^|:)0(?::0){3}(?:$|:)', '::')
    WHEN regexp_matches(t, '(?:^|:)0(?::0){2}(?:$|:)') THEN regexp_replace(t, '(?:^|:)0(?::0){2}(?:$|:)', '::')
    WHEN regexp_matches(t, '(?:^|:)0:0(?:$|:)') THEN regexp_replace(t, '(?:^|:)0:0(?:$|:)', '::')
    ELSE t
  END;

CREATE MACRO calls.ipv6(b, o) AS
  CASE
    WHEN octet_length(b) < o + 16 THEN NULL
    WHEN substr(hex(b), 2 * o + 1, 24) = '00000000000000000000FFFF' THEN '::ffff:' || calls.ipv4(b, o + 12)
    WHEN substr(hex(b), 2 * o + 1, 24) = '000000000000000000000000' AND substr(hex(b), 2 * o + 25, 4) <> '0000' THEN '::' || calls.ipv4(b, o + 12)
    ELSE calls.ipv6_squeezed(calls.ipv6_groups(substr(hex(b), 2 * o + 1, 32)))
  END;

CREATE MACRO calls.sun_path(b) AS
  CASE
    WHEN octet_length(b) <= 2 THEN NULL
    WHEN calls.le(b, 2, 1) = 0 THEN '@' || calls.text(unhex(substr(hex(b), 7, 214)))
    ELSE calls.chars(b, 2, least(octet_length(b) - 2, 108))
  END;
