-- What each process executed, one after the other. A long chain is wrappers: a script that runs env that runs the program.
--
-- @column pid INTEGER: process
-- @column parent_pid INTEGER: its parent; NULL: not recorded
-- @column executions BIGINT: successful execve calls
-- @column failures BIGINT: those that failed, most often along PATH
-- @column chain VARCHAR: the paths that it executed, in order, > between; a path that is not known is a question mark; NULL: none
-- @column command VARCHAR: what it ran last, with its arguments, or its name; NULL: not recorded
-- @column first_s DOUBLE [s]: the first execve, since recording began
-- @order first_s
-- @cost one pass over syscall
WITH executed AS (
  SELECT
    pid,
    count(*) FILTER (ret = 0) AS executions,
    count(errno) AS failures,
    string_agg(coalesce(path, '?'), ' > ' ORDER BY seq) FILTER (ret = 0) AS chain,
    min(coalesce(entry_ns, exit_ns)) AS first_ns
  FROM syscall
  WHERE name IN ('execve', 'execveat')
  GROUP BY pid
)
SELECT
  e.pid,
  (SELECT arg_max(p.parent_pid, p.begin_ns) FROM process p WHERE p.pid = e.pid) AS parent_pid,
  e.executions,
  e.failures,
  e.chain,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = e.pid) AS command,
  round((e.first_ns - t.monotonic_ns) / 1e9, 6) AS first_s
FROM executed e CROSS JOIN tape t
ORDER BY e.first_ns, e.pid;
