-- Files and other descriptors that are read or written in small pieces. Each piece costs a call: a buffer would save most of them.
--
-- @param size BIGINT = 64: bytes up to which a transfer is tiny
-- @param calls BIGINT = 10: fewer tiny transfers are left out
-- @column path VARCHAR: the path, absolute; NULL: not known
-- @column direction VARCHAR: read or write
-- @column transfers BIGINT: calls that moved something
-- @column tiny BIGINT: calls among them that moved no more than the size
-- @column tiny_percent DOUBLE [%]: share of them
-- @column bytes BIGINT [bytes]: moved by all
-- @column average_bytes BIGINT [bytes]: a call
-- @column tiny_ns BIGINT [ns]: wall time of the tiny ones
-- @order tiny, most first
-- @cost one pass over syscall
WITH moved AS (
  SELECT
    path,
    CASE WHEN name IN ('read', 'pread64', 'readv', 'preadv', 'preadv2') THEN 'read' ELSE 'write' END AS direction,
    bytes,
    duration_ns
  FROM syscall
  WHERE bytes > 0 AND name IN (
    'read', 'pread64', 'readv', 'preadv', 'preadv2',
    'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2')
)
SELECT
  path,
  direction,
  count(*) AS transfers,
  count(*) FILTER (bytes <= $size) AS tiny,
  round(100 * count(*) FILTER (bytes <= $size) / count(*), 2)::DOUBLE AS tiny_percent,
  sum(bytes)::BIGINT AS bytes,
  round(avg(bytes))::BIGINT AS average_bytes,
  coalesce(sum(duration_ns) FILTER (bytes <= $size), 0)::BIGINT AS tiny_ns
FROM moved
GROUP BY path, direction
HAVING count(*) FILTER (bytes <= $size) >= $calls
ORDER BY tiny DESC, path, direction;
