-- Calls whose end was not seen: threads that were inside when they ended, or when recording did. exit and exit_group never return and are left out.
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
-- @cost one pass over syscall
SELECT
  s.seq,
  round((s.entry_ns - t.monotonic_ns) / 1e9, 6) AS began_s,
  round((coalesce(h.end_ns, t.end_ns, t.last_commit_ns) - s.entry_ns) / 1e9, 6) AS inside_s,
  s.pid,
  s.tid,
  s.name::VARCHAR AS syscall,
  s.fd,
  s.path,
  CASE
    WHEN h.exit_signal IS NOT NULL THEN 'thread killed by signal ' || h.exit_signal
    WHEN h.end_ns IS NOT NULL THEN 'thread ended'
    ELSE 'recording ended'
  END AS ended
FROM unfinished_call s
  CROSS JOIN tape t
  LEFT JOIN thread h
    ON s.tid = h.tid AND h.begin_ns <= s.entry_ns AND (h.end_ns IS NULL OR h.end_ns >= s.entry_ns)
WHERE s.name IS NULL OR s.name NOT IN ('exit', 'exit_group')
ORDER BY inside_s DESC, s.seq;
