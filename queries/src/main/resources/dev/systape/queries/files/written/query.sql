-- Files that were opened for writing, written or cut.
--
-- @column path VARCHAR: the path, absolute; what goes through descriptors whose path is not known is left out
-- @column opens BIGINT: how often it was opened for writing, or for both
-- @column truncated BIGINT: how often it was emptied or cut: O_TRUNC, creat, truncate, ftruncate
-- @column writes BIGINT: successful calls that wrote
-- @column bytes BIGINT [bytes]: written, by copy_file_range, sendfile and splice too; what is written through a mapping is not seen
-- @column processes BIGINT: how many processes did
-- @column last_s DOUBLE [s]: the last of these calls, since recording began
-- @order bytes, most first
-- @cost three passes over syscall
WITH used AS (
  -- The lowest two bits of the flags: O_RDONLY 0; O_PATH is 0x200000, O_TRUNC 0x200.
  SELECT path, pid, coalesce(entry_ns, exit_ns) AS at_ns, NULL AS bytes, true AS is_open, flags & 512 <> 0 AS is_cut
  FROM file_opening
  WHERE path IS NOT NULL AND errno IS NULL AND flags & 3 <> 0 AND flags & 2097152 = 0
  UNION ALL
  SELECT path, pid, coalesce(entry_ns, exit_ns), bytes, false, name::VARCHAR LIKE '%truncate%'
  FROM syscall
  WHERE path IS NOT NULL AND errno IS NULL AND name IN (
    'truncate', 'truncate64', 'ftruncate', 'ftruncate64',
    'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'sendfile', 'sendfile64')
  UNION ALL
  SELECT path2, pid, coalesce(entry_ns, exit_ns), bytes, false, false
  FROM syscall
  WHERE path2 IS NOT NULL AND errno IS NULL AND name IN ('splice', 'copy_file_range')
)
SELECT
  path,
  count(*) FILTER (is_open) AS opens,
  count(*) FILTER (is_cut) AS truncated,
  count(*) FILTER (NOT is_open AND NOT is_cut) AS writes,
  coalesce(sum(bytes) FILTER (NOT is_open AND NOT is_cut), 0)::BIGINT AS bytes,
  count(DISTINCT pid) AS processes,
  round((max(at_ns) - any_value(monotonic_ns)) / 1e9, 6) AS last_s
FROM used CROSS JOIN (SELECT monotonic_ns FROM tape)
GROUP BY path
ORDER BY bytes DESC, path;
