-- How long each process lived, what it used, and how it ended.
--
-- @column pid INTEGER: process
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column began_s DOUBLE [s]: since recording began
-- @column ended_s DOUBLE [s]: since recording began; NULL: not while recorded
-- @column seconds DOUBLE [s]: how long it lived, at least until recording ended
-- @column threads BIGINT: how many threads it had in all
-- @column user_s DOUBLE [s]: CPU time of its own; NULL: not recorded
-- @column system_s DOUBLE [s]: CPU time in the kernel; NULL: not recorded
-- @column max_rss_kib BIGINT [KiB]: largest resident set; NULL: not recorded
-- @column ended VARCHAR: exit and its status, or the signal that killed it; NULL: it did not end while recorded
-- @order seconds, longest first
-- @cost process and thread alone
SELECT
  p.pid,
  p.command,
  round((p.begin_ns - t.monotonic_ns) / 1e9, 6) AS began_s,
  round((p.end_ns - t.monotonic_ns) / 1e9, 6) AS ended_s,
  round((coalesce(p.end_ns, t.end_ns, t.last_commit_ns) - p.begin_ns) / 1e9, 6) AS seconds,
  (
    SELECT count(*) FROM thread h
    WHERE h.pid = p.pid AND h.begin_ns >= p.begin_ns AND (p.end_ns IS NULL OR h.begin_ns <= p.end_ns)
  ) AS threads,
  round(p.user_us / 1e6, 6) AS user_s,
  round(p.system_us / 1e6, 6) AS system_s,
  p.max_rss_kib,
  coalesce('exit ' || p.exit_code, 'killed by signal ' || p.exit_signal) AS ended
FROM process p CROSS JOIN tape t
ORDER BY seconds DESC, p.begin_ns, p.pid;
