-- Bytes read from and written to each path, by copy_file_range, sendfile and splice too. What goes through a descriptor whose path is not known stands in the row without one.
--
-- @column path VARCHAR: the path, absolute; NULL: not known
-- @column read_bytes BIGINT [bytes]: read
-- @column written_bytes BIGINT [bytes]: written
-- @column reads BIGINT: successful calls that read
-- @column writes BIGINT: successful calls that wrote
-- @column processes BIGINT: how many processes did
-- @order bytes both ways, most first
-- @cost two passes over syscall
WITH moved AS (
  -- What splice and copy_file_range take bytes from comes first, of sendfile what it gives them to.
  SELECT
    path,
    pid,
    bytes,
    name IN ('read', 'pread64', 'readv', 'preadv', 'preadv2', 'splice', 'copy_file_range') AS is_read
  FROM syscall
  WHERE bytes IS NOT NULL AND name IN (
    'read', 'pread64', 'readv', 'preadv', 'preadv2',
    'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2',
    'splice', 'copy_file_range', 'sendfile', 'sendfile64')
  UNION ALL
  SELECT path2, pid, bytes, name IN ('sendfile', 'sendfile64')
  FROM syscall
  WHERE bytes IS NOT NULL AND name IN ('splice', 'copy_file_range', 'sendfile', 'sendfile64')
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
