-- Programs that were executed, or could not be.
--
-- @column path VARCHAR: as given to execve, absolute; NULL: not known
-- @column executions BIGINT: how often it was executed
-- @column failures BIGINT: how often that failed
-- @column errors VARCHAR: names of the errors; NULL: none
-- @column processes BIGINT: how many processes did, or tried
-- @column first_s DOUBLE [s]: the first time, since recording began
-- @order executions, most first
-- @cost one pass over syscall
SELECT
  s.path,
  count(*) FILTER (s.errno IS NULL) AS executions,
  count(s.errno) AS failures,
  string_agg(DISTINCT coalesce(d.name, s.errno::VARCHAR), ' ' ORDER BY coalesce(d.name, s.errno::VARCHAR)) AS errors,
  count(DISTINCT s.pid) AS processes,
  round((min(coalesce(s.entry_ns, s.exit_ns)) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM syscall s
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON s.errno = d.errno
WHERE s.name IN ('execve', 'execveat')
GROUP BY s.path
ORDER BY executions DESC, failures DESC, s.path;
