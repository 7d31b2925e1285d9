-- Files that were opened for reading, or read.
--
-- @column path VARCHAR: the path, absolute; what goes through descriptors whose path is not known is left out
-- @column opens BIGINT: how often it was opened for reading, or for both
-- @column reads BIGINT: successful calls that read
-- @column bytes BIGINT [bytes]: read, or taken by copy_file_range, sendfile and splice; what is read through a mapping is not seen
-- @column processes BIGINT: how many processes did
-- @column first_s DOUBLE [s]: the first of these calls, since recording began
-- @order bytes, most first
-- @cost three passes over syscall
WITH used AS (
  -- O_WRONLY is 1; O_PATH, 0x200000, opens nothing to be read.
  SELECT path, pid, coalesce(entry_ns, exit_ns) AS at_ns, NULL AS bytes, true AS is_open
  FROM file_opening
  WHERE path IS NOT NULL AND errno IS NULL AND flags & 3 <> 1 AND flags & 2097152 = 0
  UNION ALL
  SELECT path, pid, coalesce(entry_ns, exit_ns), bytes, false
  FROM syscall
  WHERE path IS NOT NULL AND errno IS NULL
    AND name IN ('read', 'pread64', 'readv', 'preadv', 'preadv2', 'splice', 'copy_file_range')
  UNION ALL
  SELECT path2, pid, coalesce(entry_ns, exit_ns), bytes, false
  FROM syscall
  WHERE path2 IS NOT NULL AND errno IS NULL AND name IN ('sendfile', 'sendfile64')
)
SELECT
  path,
  count(*) FILTER (is_open) AS opens,
  count(*) FILTER (NOT is_open) AS reads,
  coalesce(sum(bytes) FILTER (NOT is_open), 0)::BIGINT AS bytes,
  count(DISTINCT pid) AS processes,
  round((min(at_ns) - any_value(monotonic_ns)) / 1e9, 6) AS first_s
FROM used CROSS JOIN (SELECT monotonic_ns FROM tape)
GROUP BY path
ORDER BY bytes DESC, path;
