-- Calls that change what a process may do: user and group ids, capabilities, namespaces (of a new process, too), root directory, seccomp filters. Programs that gain privilege by being executed are not among them.
--
-- @column seq BIGINT: the call; joins syscall.seq
-- @column at_s DOUBLE [s]: when, since recording began
-- @column pid INTEGER: process
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column syscall VARCHAR: name of the call
-- @column arguments VARCHAR: what it asked for: ids as numbers with their sign, options by name, flags in hexadecimal
-- @column path VARCHAR: the new root; NULL: the call has none
-- @column errno VARCHAR: why it failed; NULL: it did not
-- @order seq
-- @cost one pass over syscall
WITH started AS (
  -- struct clone_args of clone3(2) begins with the flags, 64 bits.
  SELECT seq, ('0x' || hex(data[4:4]) || hex(data[3:3]) || hex(data[2:2]) || hex(data[1:1]))::BIGINT AS flags
  FROM capture
  WHERE arg = 0 AND phase = 'entry' AND octet_length(data) >= 8
    AND seq IN (SELECT seq FROM syscall WHERE name = 'clone3')
), changes AS (
  SELECT
    s.*,
    -- The lowest byte of what clone is given is a signal.
    CASE s.name WHEN 'clone' THEN arg0 & 4294967040 WHEN 'clone3' THEN c.flags WHEN 'unshare' THEN arg0 END::BIGINT AS spaces,
    (arg0 & 4294967295)::BIGINT AS word0,
    (arg1 & 4294967295)::BIGINT AS word1,
    (arg2 & 4294967295)::BIGINT AS word2
  FROM syscall s LEFT JOIN started c ON s.seq = c.seq
  -- prctl: KEEPCAPS 8, SECCOMP 22, CAPBSET_DROP 24, SECUREBITS 28, NO_NEW_PRIVS 38, CAP_AMBIENT 47.
  WHERE name IN (
    'setuid', 'setuid32', 'setgid', 'setgid32', 'setreuid', 'setreuid32', 'setregid', 'setregid32',
    'setresuid', 'setresuid32', 'setresgid', 'setresgid32', 'setfsuid', 'setfsuid32', 'setfsgid', 'setfsgid32',
    'setgroups', 'setgroups32', 'capset', 'setns', 'chroot', 'pivot_root')
    -- CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET.
    OR name IN ('clone', 'clone3', 'unshare') AND spaces & 2114060416 <> 0
    -- SECCOMP_SET_MODE_STRICT and FILTER; the others ask.
    OR name = 'seccomp' AND arg0 & 4294967295 <= 1
    -- PR_CAP_AMBIENT_IS_SET, 1, asks.
    OR name = 'prctl' AND arg0 IN (8, 22, 24, 28, 38, 47) AND NOT (arg0 = 47 AND arg1 = 1)
), worded AS (
  SELECT
    *,
    CASE WHEN word0 > 2147483647 THEN word0 - 4294967296 ELSE word0 END AS id0,
    CASE WHEN word1 > 2147483647 THEN word1 - 4294967296 ELSE word1 END AS id1,
    CASE WHEN word2 > 2147483647 THEN word2 - 4294967296 ELSE word2 END AS id2
  FROM changes
)
SELECT
  c.seq,
  round((c.entry_ns - t.monotonic_ns) / 1e9, 6) AS at_s,
  c.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = c.pid) AS command,
  c.name::VARCHAR AS syscall,
  CASE
    WHEN c.name::VARCHAR LIKE 'setres%' THEN c.id0 || ' ' || c.id1 || ' ' || c.id2
    WHEN c.name::VARCHAR LIKE 'setre%' THEN c.id0 || ' ' || c.id1
    WHEN c.name::VARCHAR LIKE 'setgroups%' THEN c.id0 || ' groups'
    WHEN c.name::VARCHAR LIKE 'set%id%' THEN c.id0::VARCHAR
    WHEN c.spaces IS NOT NULL THEN format('0x{:x}', c.spaces)
    WHEN c.name = 'setns' THEN 'fd ' || c.id0 || format(' 0x{:x}', c.arg1)
    WHEN c.name = 'seccomp' THEN coalesce(f.name, c.id0::VARCHAR) || format(' 0x{:x}', c.arg1)
    WHEN c.name = 'prctl' THEN coalesce(f.name, c.id0::VARCHAR) || ' ' || c.id1
  END AS arguments,
  c.path,
  coalesce(d.name, c.errno::VARCHAR) AS errno
FROM worded c
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON c.errno = d.errno
  LEFT JOIN flag_def f
    ON f.value = c.arg0 AND f.set_name = CASE c.name WHEN 'prctl' THEN 'prctl_option' WHEN 'seccomp' THEN 'seccomp_op' END
ORDER BY c.seq;
