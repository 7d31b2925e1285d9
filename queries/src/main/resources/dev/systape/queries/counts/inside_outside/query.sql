-- Wall time of each thread inside and outside system calls. Much outside is computing, or waiting for a processor; much inside is waiting, or work of the kernel.
--
-- @column pid INTEGER: process
-- @column tid INTEGER: thread; where the kernel gave a tid out again, each thread has a row of its own
-- @column command VARCHAR: what the process ran last, or its name; NULL: not recorded
-- @column calls BIGINT: calls that it made
-- @column lived_ns BIGINT [ns]: from its begin to its end, or to the end of the recording
-- @column inside_ns BIGINT [ns]: of that inside calls; one that did not return counts until the end
-- @column outside_ns BIGINT [ns]: the rest
-- @column inside_percent DOUBLE [%]: share of its life that it was inside calls
-- @order inside_ns, longest first
-- @cost one pass over syscall, joined with thread
WITH life AS (
  SELECT
    h.pid,
    h.tid,
    h.begin_ns,
    coalesce(h.end_ns, t.end_ns, t.last_commit_ns) AS end_ns,
    coalesce(lead(h.begin_ns) OVER reuse - 1, 9223372036854775807) AS to_ns,
    CASE WHEN row_number() OVER reuse = 1 THEN 0 ELSE h.begin_ns END AS from_ns
  FROM thread h CROSS JOIN tape t
  WINDOW reuse AS (PARTITION BY h.tid ORDER BY h.begin_ns)
), inside AS (
  SELECT
    l.pid,
    l.tid,
    l.begin_ns,
    any_value(l.end_ns) AS end_ns,
    count(s.seq) AS calls,
    coalesce(sum(coalesce(s.duration_ns,
      CASE WHEN s.exit_ns IS NULL THEN greatest(l.end_ns - s.entry_ns, 0) END)), 0)::BIGINT AS inside_ns
  FROM life l LEFT JOIN syscall s
    ON s.tid = l.tid AND coalesce(s.entry_ns, s.exit_ns) BETWEEN l.from_ns AND l.to_ns
  GROUP BY l.pid, l.tid, l.begin_ns
), command AS (
  SELECT pid, begin_ns, coalesce(end_ns, 9223372036854775807) AS end_ns,
    command
  FROM process
)
SELECT
  i.pid,
  i.tid,
  (SELECT arg_max(c.command, c.begin_ns) FROM command c WHERE c.pid = i.pid AND c.begin_ns <= i.begin_ns) AS command,
  i.calls,
  i.end_ns - i.begin_ns AS lived_ns,
  i.inside_ns,
  greatest(i.end_ns - i.begin_ns - i.inside_ns, 0) AS outside_ns,
  round(100 * i.inside_ns / greatest(i.end_ns - i.begin_ns, 1), 2)::DOUBLE AS inside_percent
FROM inside i
ORDER BY i.inside_ns DESC, i.pid, i.tid, i.begin_ns;
