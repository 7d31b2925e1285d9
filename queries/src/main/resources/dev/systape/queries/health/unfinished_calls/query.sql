-- Calls that threads were inside of when they ended, or when recording did. Where the kernel told what such a call would have returned (ERESTARTSYS and the like, EINTR), no program saw it. exit and exit_group never return and are left out.
--
-- @column seq BIGINT: the call; joins syscall.seq
-- @column began_s DOUBLE [s]: since recording began
-- @column inside_s DOUBLE [s]: how long the thread was inside at least, until it or recording ended
-- @column pid INTEGER: process
-- @column tid INTEGER: thread
-- @column syscall VARCHAR: name of the call; NULL: one that this version does not know
-- @column fd INTEGER: the descriptor that the call is about; NULL: none
-- @column path VARCHAR: the path that the call is about; NULL: none, or not known
-- @column ended VARCHAR: what ended it: the thread and how, or the recording
-- @order inside_s, longest first
-- @cost three passes over syscall
WITH reused AS (
  SELECT tid FROM thread GROUP BY tid HAVING count(*) > 1
), last AS (
  SELECT max(seq) AS seq FROM syscall WHERE tid NOT IN (FROM reused) GROUP BY tid
  UNION ALL
  SELECT max(s.seq)
  FROM (SELECT seq, tid, coalesce(entry_ns, exit_ns) AS at_ns FROM syscall WHERE tid IN (FROM reused)) s
    ASOF JOIN thread h ON s.tid = h.tid AND s.at_ns >= h.begin_ns
  GROUP BY h.tid, h.begin_ns
), open AS (
  SELECT s.*, h.end_ns, h.exit_signal
  FROM unfinished_call s
    LEFT JOIN thread h
      ON s.tid = h.tid AND h.begin_ns <= s.entry_ns AND (h.end_ns IS NULL OR h.end_ns >= s.entry_ns)
  WHERE s.name IS NULL OR s.name NOT IN ('exit', 'exit_group')
  UNION ALL
  -- What the kernel would have restarted, or ended early for a handler, had the thread lived on.
  SELECT s.*, h.end_ns, h.exit_signal
  FROM syscall s
    JOIN thread h ON s.tid = h.tid AND h.begin_ns <= s.entry_ns AND h.end_ns >= s.exit_ns
  WHERE (s.errno >= 512 OR s.errno = 4) AND s.seq IN (FROM last) AND NOT EXISTS (
    FROM signal g
    WHERE g.tid = s.tid AND g.time_ns BETWEEN s.entry_ns AND h.end_ns AND g.signo NOT IN (coalesce(h.exit_signal, 9), 9))
)
SELECT
  s.seq,
  round((s.entry_ns - t.monotonic_ns) / 1e9, 6) AS began_s,
  round((coalesce(s.end_ns, t.end_ns, t.last_commit_ns) - s.entry_ns) / 1e9, 6) AS inside_s,
  s.pid,
  s.tid,
  s.name::VARCHAR AS syscall,
  s.fd,
  s.path,
  CASE
    WHEN s.exit_signal IS NOT NULL THEN 'thread killed by signal ' || s.exit_signal
    WHEN s.end_ns IS NOT NULL THEN 'thread ended'
    ELSE 'recording ended'
  END AS ended
FROM open s CROSS JOIN tape t
ORDER BY inside_s DESC, s.seq;
