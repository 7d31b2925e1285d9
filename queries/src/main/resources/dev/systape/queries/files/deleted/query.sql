-- Files and directories that were removed, or could not be. A rename that replaces a file is not among them.
--
-- @column path VARCHAR: the path, absolute; NULL: not known
-- @column kind VARCHAR: file or directory
-- @column deletions BIGINT: how often it was removed
-- @column failures BIGINT: how often that failed
-- @column errors VARCHAR: names of the errors; NULL: none
-- @column processes BIGINT: how many processes did, or tried
-- @column last_s DOUBLE [s]: the last time, since recording began
-- @order deletions, most first
-- @cost one pass over syscall
WITH removal AS (
  SELECT
    *,
    -- AT_REMOVEDIR is 0x200.
    CASE WHEN name = 'rmdir' OR name = 'unlinkat' AND arg2 & 512 <> 0 THEN 'directory' ELSE 'file' END AS kind
  FROM syscall
  WHERE name IN ('unlink', 'unlinkat', 'rmdir')
)
SELECT
  s.path,
  s.kind,
  count(*) FILTER (s.errno IS NULL) AS deletions,
  count(s.errno) AS failures,
  string_agg(DISTINCT coalesce(d.name, s.errno::VARCHAR), ' ' ORDER BY coalesce(d.name, s.errno::VARCHAR)) AS errors,
  count(DISTINCT s.pid) AS processes,
  round((max(coalesce(s.entry_ns, s.exit_ns)) - any_value(t.monotonic_ns)) / 1e9, 6) AS last_s
FROM removal s
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON s.errno = d.errno
GROUP BY s.path, s.kind
ORDER BY deletions DESC, failures DESC, s.path, s.kind;
