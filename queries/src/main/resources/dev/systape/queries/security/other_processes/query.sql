-- Who looks into, or changes, other processes: ptrace, process_vm_readv and process_vm_writev, their descriptors and their /proc/PID/mem.
--
-- @column pid INTEGER: process that does
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column syscall VARCHAR: name of the call
-- @column request VARCHAR: of ptrace, by name; NULL: another call
-- @column target_pid BIGINT: process, or thread, that it is done to; NULL: not told by the arguments
-- @column path VARCHAR: the file in /proc; NULL: another call
-- @column calls BIGINT: how often
-- @column errors BIGINT: how often it failed
-- @column bytes BIGINT [bytes]: read or written by process_vm_readv and process_vm_writev
-- @column first_s DOUBLE [s]: the first, since recording began
-- @order first_s
-- @cost one pass over syscall
WITH used AS (
  SELECT
    s.pid,
    s.name,
    s.errno,
    CASE WHEN s.name IN ('process_vm_readv', 'process_vm_writev') AND s.ret > 0 THEN s.ret ELSE 0 END AS bytes,
    coalesce(s.entry_ns, s.exit_ns) AS at_ns,
    CASE WHEN s.name = 'ptrace' THEN coalesce(f.name, s.arg0::VARCHAR) END AS request,
    CASE
      WHEN s.name = 'ptrace' AND s.arg0 <> 0 THEN (s.arg1 & 4294967295)::BIGINT
      WHEN s.name IN ('process_vm_readv', 'process_vm_writev', 'kcmp') THEN (s.arg0 & 4294967295)::BIGINT
      WHEN s.name IN ('open', 'openat', 'openat2') THEN TRY_CAST(regexp_extract(s.path, '^/proc/(\d+)/', 1) AS BIGINT)
    END AS target_pid,
    CASE WHEN s.name IN ('open', 'openat', 'openat2') THEN s.path END AS path
  FROM syscall s
    LEFT JOIN flag_def f ON s.name = 'ptrace' AND f.set_name = 'ptrace_request' AND f.value = s.arg0
  WHERE s.name IN ('ptrace', 'process_vm_readv', 'process_vm_writev', 'pidfd_getfd', 'process_madvise', 'kcmp')
    OR s.name IN ('open', 'openat', 'openat2') AND s.path LIKE '/proc/%/mem' AND regexp_matches(s.path, '^/proc/\d+/(task/\d+/)?mem$')
)
SELECT
  u.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = u.pid) AS command,
  u.name::VARCHAR AS syscall,
  u.request,
  u.target_pid,
  u.path,
  count(*) AS calls,
  count(u.errno) AS errors,
  sum(u.bytes)::BIGINT AS bytes,
  round((min(u.at_ns) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM used u CROSS JOIN tape t
WHERE u.target_pid IS DISTINCT FROM u.pid
GROUP BY u.pid, u.name, u.request, u.target_pid, u.path
ORDER BY first_s, u.pid, syscall, u.request, u.target_pid;
