-- Bytes read from and written to each path. What goes through a descriptor whose path is not known stands in the row without one.
--
-- @column path VARCHAR: the path, absolute; NULL: not known
-- @column read_bytes BIGINT [bytes]: read
-- @column written_bytes BIGINT [bytes]: written
-- @column reads BIGINT: successful calls that read
-- @column writes BIGINT: successful calls that wrote
-- @column processes BIGINT: how many processes did
-- @order bytes both ways, most first
-- @cost one pass over syscall
WITH moved AS (
  SELECT
    path,
    pid,
    bytes,
    name IN ('read', 'pread64', 'readv', 'preadv', 'preadv2') AS is_read
  FROM syscall
  WHERE bytes IS NOT NULL AND name IN (
    'read', 'pread64', 'readv', 'preadv', 'preadv2',
    'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2')
)
SELECT
  path,
  coalesce(sum(bytes) FILTER (is_read), 0)::BIGINT AS read_bytes,
  coalesce(sum(bytes) FILTER (NOT is_read), 0)::BIGINT AS written_bytes,
  count(*) FILTER (is_read) AS reads,
  count(*) FILTER (NOT is_read) AS writes,
  count(DISTINCT pid) AS processes
FROM moved
GROUP BY path
ORDER BY sum(bytes) DESC, path;
