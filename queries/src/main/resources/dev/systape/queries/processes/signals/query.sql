-- Signals that threads got, and who sent them.
--
-- @column seq BIGINT: place on the tape
-- @column at_s DOUBLE [s]: when, since recording began
-- @column pid INTEGER: process that got it
-- @column tid INTEGER: thread that got it
-- @column command VARCHAR: what that process ran last, or its name; NULL: not recorded
-- @column signal VARCHAR: its name, or number
-- @column event VARCHAR: delivered, or stopped: the thread stopped by it
-- @column cause VARCHAR: kill, sigqueue, tgkill, timer, child, kernel, or fault with its code; NULL: not recorded
-- @column sender_pid INTEGER: process that sent it, or the child that it is about; NULL: the kernel, or not recorded
-- @column sender VARCHAR: what that process ran last, or its name; NULL: not recorded
-- @order seq
-- @cost signal and process alone
WITH told AS (
  SELECT
    *,
    -- siginfo_t of 64-bit programs: si_pid is the word at 16, for signals that a process sends and for SIGCHLD.
    CASE WHEN (code IN (0, -1, -6) OR signo = 17 AND code BETWEEN 1 AND 6) AND octet_length(siginfo) >= 20
      THEN ('0x' || hex(siginfo[20:20]) || hex(siginfo[19:19]) || hex(siginfo[18:18]) || hex(siginfo[17:17]))::INTEGER
    END AS sender_pid
  FROM signal
), command AS (
  SELECT pid, arg_max(command, begin_ns) AS command
  FROM process
  GROUP BY pid
)
SELECT
  s.seq,
  round((s.time_ns - t.monotonic_ns) / 1e9, 6) AS at_s,
  s.pid,
  s.tid,
  c.command,
  coalesce(s.name, s.signo::VARCHAR) AS signal,
  CASE WHEN s.stopped THEN 'stopped' ELSE 'delivered' END AS event,
  CASE
    WHEN s.code = 0 THEN 'kill'
    WHEN s.code = -1 THEN 'sigqueue'
    WHEN s.code = -6 THEN 'tgkill'
    WHEN s.code = -2 THEN 'timer'
    WHEN s.code = 128 THEN 'kernel'
    WHEN s.signo = 17 AND s.code BETWEEN 1 AND 6 THEN 'child'
    WHEN s.code > 0 THEN 'fault ' || s.code
    WHEN s.code < 0 THEN 'code ' || s.code
  END AS cause,
  nullif(s.sender_pid, 0) AS sender_pid,
  f.command AS sender
FROM told s
  CROSS JOIN tape t
  LEFT JOIN command c ON s.pid = c.pid
  LEFT JOIN command f ON s.sender_pid = f.pid
ORDER BY s.seq;
