CREATE VIEW socket_address AS
WITH call AS MATERIALIZED (
  SELECT
    seq,
    pid,
    name,
    CASE WHEN name IN ('sendto', 'recvfrom') THEN 4 ELSE 1 END::UTINYINT AS arg,
    name IN ('bind', 'connect', 'sendto') AS is_given
  FROM syscall
  WHERE name IN ('bind', 'connect', 'sendto')
    OR name IN ('accept', 'accept4', 'getsockname', 'getpeername', 'recvfrom') AND ret >= 0
), raw AS MATERIALIZED (
  SELECT
    s.* EXCLUDE (is_given),
    c.phase,
    ('0x' || hex(c.data[2:2]) || hex(c.data[1:1]))::INTEGER AS family,
    c.data
  FROM call s JOIN capture c ON s.seq = c.seq AND s.arg = c.arg AND s.is_given = (c.phase = 'entry')
  WHERE c.kind = 'bytes' AND c.arg IN (1, 4) AND octet_length(c.data) >= 2
), taken AS (
  SELECT
    *,
    CASE WHEN family IN (2, 10) AND octet_length(data) >= 4
      THEN ('0x' || hex(data[3:4]))::INTEGER END AS port,
    CASE
      WHEN family = 2 AND octet_length(data) >= 8 THEN
        array_to_string(list_transform(range(5, 9), lambda i: ('0x' || hex(data[i:i]))::INTEGER), '.')
      WHEN family = 10 AND octet_length(data) >= 24 THEN
        '[' || regexp_replace(array_to_string(list_transform(range(9, 25, 2),
          lambda i: format('{:x}', ('0x' || hex(data[i:i + 1]))::INTEGER)), ':'), '(^|:)0(:0)+(:|$)', '::') || ']'
      WHEN family = 1 AND octet_length(data) > 2 AND hex(data[3:3]) = '00' THEN '@' || data[4:]::VARCHAR
      WHEN family = 1 AND octet_length(data) > 2 THEN regexp_replace(data[3:]::VARCHAR, '\\x00.*$', '')
    END AS host
  FROM raw
)
SELECT
  seq,
  pid,
  name,
  arg,
  phase,
  family,
  CASE WHEN family IN (2, 10) THEN host || ':' || port ELSE host END AS address,
  port
FROM taken;

COMMENT ON VIEW socket_address IS 'The addresses that bind, connect, accept, sendto and their like pass, read out of captures';
COMMENT ON COLUMN socket_address.seq IS 'the call: joins syscall.seq';
COMMENT ON COLUMN socket_address.pid IS 'the process';
COMMENT ON COLUMN socket_address.name IS 'name of the call';
COMMENT ON COLUMN socket_address.arg IS 'the argument that points to the address';
COMMENT ON COLUMN socket_address.phase IS 'entry: the program gave it; exit: the kernel did';
COMMENT ON COLUMN socket_address.family IS 'AF_* of socket(2): 1 AF_UNIX, 2 AF_INET, 10 AF_INET6';
COMMENT ON COLUMN socket_address.address IS 'host:port, [host]:port, a path, or @ and an abstract name; NULL: a family that this view does not read, or nothing is there';
COMMENT ON COLUMN socket_address.port IS 'the port; NULL: it has none';
