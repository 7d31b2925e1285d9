-- Descriptors of opened files that were still open when their process ended, or recording did. A number that is opened again had been closed, so the last opening of each is looked at; copies of a descriptor (dup) and those that a child inherits are not.
--
-- @column pid INTEGER: process; threads share its descriptors, children that share them too (CLONE_FILES) are not followed
-- @column command VARCHAR: what the process ran last, or its name; NULL: not recorded
-- @column fd BIGINT: the descriptor
-- @column path VARCHAR: what was opened; NULL: not known
-- @column opened_s DOUBLE [s]: when, since recording began
-- @column seq BIGINT: the call that opened it; joins syscall.seq
-- @order opened_s
-- @cost several passes over the calls of syscall that open, mark and close
WITH opened AS (
  SELECT pid, ret AS fd, max(seq) AS seq
  FROM syscall
  WHERE name IN ('open', 'openat', 'openat2', 'creat') AND ret >= 0
  GROUP BY pid, ret
), released AS (
  -- close gives the descriptor first, dup2 and dup3 replace their second.
  SELECT pid, (CASE WHEN name = 'close' THEN arg0 ELSE arg1 END & 4294967295)::BIGINT AS fd, max(seq) AS seq
  FROM syscall
  WHERE name = 'close' OR name IN ('dup2', 'dup3') AND errno IS NULL
  GROUP BY ALL
), ranges AS (
  -- CLOSE_RANGE_CLOEXEC, 4, does not close.
  SELECT pid, arg0 & 4294967295 AS low, arg1 & 4294967295 AS high, seq
  FROM syscall
  WHERE name = 'close_range' AND ret = 0 AND arg2 & 4 = 0
), executed AS (
  SELECT pid, max(seq) AS seq
  FROM syscall
  WHERE name IN ('execve', 'execveat') AND ret = 0
  GROUP BY pid
), remaining AS (
  SELECT o.*
  FROM opened o
    LEFT JOIN released r ON o.pid = r.pid AND o.fd = r.fd AND r.seq > o.seq
    LEFT JOIN ranges g ON o.pid = g.pid AND o.fd BETWEEN g.low AND g.high AND g.seq > o.seq
  WHERE r.seq IS NULL AND g.seq IS NULL
), marked AS (
  -- fcntl F_SETFD, 2, of which FD_CLOEXEC is 1; FIONCLEX and FIOCLEX of ioctl.
  SELECT
    pid,
    (arg0 & 4294967295)::BIGINT AS fd,
    seq,
    CASE name WHEN 'ioctl' THEN arg1 & 4294967295 = 21585 ELSE arg2 & 1 = 1 END AS cloexec
  FROM syscall
  WHERE errno IS NULL AND (
    name IN ('fcntl', 'fcntl64') AND arg1 & 4294967295 = 2
    OR name = 'ioctl' AND arg1 & 4294967295 IN (21584, 21585))
), survived AS (
  -- What an execve since found, and how it was marked last before that.
  SELECT r.pid, r.fd, r.seq, any_value(e.seq) AS exec_seq, arg_max(m.cloexec, m.seq) AS cloexec
  FROM remaining r
    LEFT JOIN executed e ON r.pid = e.pid AND e.seq > r.seq
    LEFT JOIN marked m ON r.pid = m.pid AND r.fd = m.fd AND m.seq > r.seq AND m.seq < e.seq
  GROUP BY r.pid, r.fd, r.seq
)
SELECT
  o.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = o.pid) AS command,
  o.fd,
  f.path,
  round((f.entry_ns - t.monotonic_ns) / 1e9, 6) AS opened_s,
  o.seq
FROM survived o
  JOIN file_opening f ON o.seq = f.seq
  CROSS JOIN tape t
-- O_CLOEXEC is 0x80000.
WHERE o.exec_seq IS NULL OR NOT coalesce(o.cloexec, f.flags & 524288 <> 0, false)
ORDER BY opened_s, o.seq;
