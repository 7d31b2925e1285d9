CREATE MACRO calls.sockaddr(b) AS
  CASE WHEN octet_length(b) >= 2 THEN {
    'family': calls.address_family(calls.le(b, 0, 2)),
    'address': CASE
      WHEN calls.le(b, 0, 2) = 2 AND octet_length(b) >= 16 THEN calls.ipv4(b, 4)
      WHEN calls.le(b, 0, 2) = 10 AND octet_length(b) >= 24 THEN calls.ipv6(b, 8) END,
    'port': CASE WHEN calls.le(b, 0, 2) IN (2, 10) THEN calls.u16(calls.be(b, 2, 2)) END,
    'path': CASE WHEN calls.le(b, 0, 2) = 1 THEN calls.sun_path(b) END
  } END;
