-- Names that were asked of a name server over UDP, port 53. Answers out of a cache, of a daemon or over TLS are not seen.
--
-- @column name VARCHAR: the name
-- @column type VARCHAR: A, AAAA, PTR and so on, or the number
-- @column server VARCHAR: who was asked
-- @column queries BIGINT: how often
-- @column processes BIGINT: how many processes asked
-- @column first_s DOUBLE [s]: the first time, since recording began
-- @order first_s
-- @cost one pass over syscall, two over capture
WITH RECURSIVE named AS MATERIALIZED (
  FROM socket_address WHERE name IN ('connect', 'sendto') AND family IN (2, 10)
), connected AS MATERIALIZED (
  SELECT a.seq, a.pid, s.fd, a.address, a.port
  FROM named a JOIN syscall s ON a.seq = s.seq
  WHERE a.name = 'connect' AND s.fd IS NOT NULL
), asking AS MATERIALIZED (
  SELECT s.seq, s.pid, s.fd, s.entry_ns, s.name
  FROM syscall s SEMI JOIN (FROM connected WHERE port = 53) c ON s.pid = c.pid AND s.fd = c.fd
  WHERE s.name IN ('sendto', 'sendmsg', 'sendmmsg', 'write', 'writev') AND s.ret > 0
), sent AS MATERIALIZED (
  SELECT s.seq, s.pid, s.entry_ns, s.name, c.address AS server
  FROM asking s
    ASOF JOIN connected c ON s.pid = c.pid AND s.fd = c.fd AND s.seq > c.seq
    ANTI JOIN (FROM named WHERE name = 'sendto') a ON s.seq = a.seq
  WHERE c.port = 53
  UNION ALL
  SELECT s.seq, s.pid, s.entry_ns, s.name, a.address
  FROM named a JOIN syscall s ON a.seq = s.seq
  WHERE a.name = 'sendto' AND a.port = 53 AND s.ret > 0
), payload AS MATERIALIZED (
  -- Materialised, so that the bytes of these captures alone are looked at.
  SELECT m.*, c.data
  FROM sent m JOIN capture c ON m.seq = c.seq
  WHERE c.phase = 'entry' AND (
    c.kind = 'iovec_data' OR c.kind = 'bytes' AND c.arg = 1 AND m.name IN ('sendto', 'write'))
), message AS (
  -- Of a message the header, 12 bytes of which the flags say that it asks, and the first question.
  SELECT *
  FROM payload
  WHERE CASE WHEN octet_length(data) > 16
    THEN ('0x' || hex(data[3:3]))::INTEGER < 128 AND hex(data[5:6]) = '0001' ELSE false END
), spelled AS (
  SELECT *, 13::BIGINT AS place, '' AS name, row_number() OVER () AS id
  FROM (SELECT * EXCLUDE (name) FROM message)
  UNION ALL
  SELECT
    seq,
    pid,
    entry_ns,
    server,
    data,
    place + 1 + size,
    name || data[place + 1:place + size]::VARCHAR || '.',
    id
  FROM (SELECT *, ('0x' || hex(data[place:place]))::BIGINT AS size FROM spelled WHERE place <= octet_length(data))
  WHERE size BETWEEN 1 AND 63
), whole AS (
  SELECT
    *,
    ('0x' || hex(data[place + 1:place + 2]))::INTEGER AS type
  FROM spelled
  WHERE place + 2 <= octet_length(data) AND hex(data[place:place]) = '00'
)
SELECT
  CASE name WHEN '' THEN '.' ELSE rtrim(name, '.') END AS name,
  CASE type
    WHEN 1 THEN 'A' WHEN 2 THEN 'NS' WHEN 5 THEN 'CNAME' WHEN 6 THEN 'SOA' WHEN 12 THEN 'PTR' WHEN 15 THEN 'MX'
    WHEN 16 THEN 'TXT' WHEN 28 THEN 'AAAA' WHEN 33 THEN 'SRV' WHEN 65 THEN 'HTTPS' ELSE type::VARCHAR
  END AS type,
  server,
  count(*) AS queries,
  count(DISTINCT pid) AS processes,
  round((min(entry_ns) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM whole CROSS JOIN tape t
GROUP BY whole.name, whole.type, server
ORDER BY first_s, name, type, server;
