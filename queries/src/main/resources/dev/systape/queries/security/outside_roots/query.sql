-- Paths outside given directories that calls named: what a program touches beyond what it should need.
--
-- @param roots VARCHAR = '/usr,/lib,/lib64,/bin,/sbin,/etc,/proc,/sys,/dev': directories that are allowed, commas between; the working directory of the tape is allowed too
-- @column path VARCHAR: the path, absolute and as given: what is behind a symbolic link is not looked at
-- @column calls BIGINT: calls that name it, or use a descriptor of it
-- @column errors BIGINT: how many of them failed
-- @column changed BOOLEAN: whether a successful call created, wrote, renamed or removed it
-- @column processes BIGINT: how many processes
-- @column syscalls VARCHAR: names of the calls
-- @column first_s DOUBLE [s]: the first, since recording began
-- @order changed ones first, then first_s
-- @cost one pass over syscall
WITH named AS (
  SELECT
    path,
    pid,
    name,
    count(*) AS calls,
    count(errno) AS errors,
    bool_or(errno IS NULL AND (name IN (
        'creat', 'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2', 'truncate', 'ftruncate', 'fallocate',
        'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'rmdir', 'mkdir', 'mkdirat', 'mknod', 'mknodat',
        'chmod', 'fchmod', 'fchmodat', 'chown', 'lchown', 'fchown', 'fchownat', 'utimensat')
      -- O_CREAT 0x40, O_TRUNC 0x200.
      OR name = 'open' AND arg1 & 576 <> 0 OR name = 'openat' AND arg2 & 576 <> 0)) AS changed,
    min(coalesce(entry_ns, exit_ns)) AS first_ns
  FROM syscall
  WHERE path LIKE '/%'
  GROUP BY path, pid, name
), root AS (
  SELECT CASE WHEN r = '/' THEN r ELSE rtrim(r, '/') END AS root
  FROM (SELECT unnest(string_split($roots, ',')) AS r UNION SELECT working_directory FROM tape)
  WHERE r <> ''
), outside AS (
  SELECT path FROM (SELECT DISTINCT path FROM named)
  WHERE NOT EXISTS (
    SELECT 1 FROM root WHERE root = '/' OR path = root OR starts_with(path, root || '/'))
)
SELECT
  n.path,
  sum(n.calls)::BIGINT AS calls,
  sum(n.errors)::BIGINT AS errors,
  bool_or(n.changed) AS changed,
  count(DISTINCT n.pid) AS processes,
  string_agg(DISTINCT n.name::VARCHAR, ' ' ORDER BY n.name::VARCHAR) AS syscalls,
  round((min(n.first_ns) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM named n SEMI JOIN outside o ON n.path = o.path
  CROSS JOIN tape t
GROUP BY n.path
ORDER BY changed DESC, first_s, n.path;
