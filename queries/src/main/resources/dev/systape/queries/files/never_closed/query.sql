-- Descriptors of opened files that were still open when their process ended, or recording did. A number that is opened again had been closed, so the last opening of each is looked at.
--
-- @column pid INTEGER: process; threads share its descriptors, children that share them too (CLONE_FILES) are not followed
-- @column command VARCHAR: what the process ran last, or its name; NULL: not recorded
-- @column fd BIGINT: the descriptor
-- @column path VARCHAR: what was opened; NULL: not known
-- @column opened_s DOUBLE [s]: when, since recording began
-- @column seq BIGINT: the call that opened it; joins syscall.seq
-- @order opened_s
-- @cost one pass over syscall
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
), how AS (
  SELECT seq, ('0x' || hex(data[3:3]))::INTEGER & 8 <> 0 AS cloexec
  FROM capture
  WHERE arg = 2 AND phase = 'entry' AND octet_length(data) >= 8
    AND seq IN (SELECT seq FROM syscall WHERE name = 'openat2')
)
SELECT
  o.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = o.pid) AS command,
  o.fd,
  s.path,
  round((s.entry_ns - t.monotonic_ns) / 1e9, 6) AS opened_s,
  o.seq
FROM remaining o
  JOIN syscall s ON o.seq = s.seq
  CROSS JOIN tape t
  LEFT JOIN executed e ON o.pid = e.pid AND e.seq > o.seq
  LEFT JOIN how h ON o.seq = h.seq
-- O_CLOEXEC is 0x80000; creat(2) cannot say it.
WHERE e.seq IS NULL OR NOT coalesce(
  CASE s.name WHEN 'open' THEN s.arg1 & 524288 <> 0 WHEN 'openat' THEN s.arg2 & 524288 <> 0 END, h.cloexec, false)
ORDER BY opened_s, o.seq;
