CREATE VIEW call_count AS
SELECT
  name,
  count(*) AS calls,
  count(errno) AS errors,
  sum(duration_ns)::BIGINT AS total_ns,
  avg(duration_ns)::BIGINT AS average_ns,
  quantile_disc(duration_ns, 0.5) AS median_ns,
  quantile_disc(duration_ns, 0.99) AS p99_ns,
  max(duration_ns) AS longest_ns
FROM syscall
GROUP BY name;

COMMENT ON VIEW call_count IS 'Calls by name: how many, how many failed, and how long they took';

CREATE VIEW call_error AS
SELECT s.name, s.errno, d.name AS errno_name, d.description, count(*) AS calls
FROM syscall s LEFT JOIN errno_def d USING (errno)
WHERE s.errno IS NOT NULL
GROUP BY ALL;

COMMENT ON VIEW call_error IS 'Failed calls by name and error';

CREATE VIEW call_timeline AS
SELECT
  make_timestamp((t.realtime_ns + s.entry_ns - t.monotonic_ns) // 1000) AS began_at,
  (s.entry_ns - t.monotonic_ns) / 1e9 AS began_s,
  s.*
FROM syscall s CROSS JOIN tape t;

COMMENT ON VIEW call_timeline IS 'Calls with the time of day (UTC) and the seconds since recording began at which they began; order by entry_ns';

CREATE VIEW path_use AS
SELECT
  path,
  count(*) AS calls,
  count(errno) AS errors,
  count(*) FILTER (name IN ('open', 'openat', 'openat2', 'creat')) AS opens,
  count(DISTINCT pid) AS processes,
  min(entry_ns) AS first_ns
FROM syscall
WHERE path IS NOT NULL
GROUP BY path;

COMMENT ON VIEW path_use IS 'Paths that calls name: how often, how often without success, and by how many processes';

CREATE VIEW unfinished_call AS
SELECT * FROM syscall WHERE exit_ns IS NULL;

COMMENT ON VIEW unfinished_call IS 'Calls whose end was not seen: the thread ended inside them, or recording did';

CREATE VIEW process_tree AS
WITH RECURSIVE tree AS (
  SELECT p.*, 0 AS depth, [p.begin_ns] AS branch
  FROM process p
  WHERE NOT EXISTS (
    FROM process q
    WHERE q.pid = p.parent_pid AND q.begin_ns < p.begin_ns AND (q.end_ns IS NULL OR q.end_ns >= p.begin_ns))
  UNION ALL
  SELECT p.*, t.depth + 1, list_append(t.branch, p.begin_ns)
  FROM process p JOIN tree t
    ON p.parent_pid = t.pid AND t.begin_ns < p.begin_ns AND (t.end_ns IS NULL OR t.end_ns >= p.begin_ns)
)
SELECT depth, pid, parent_pid, path, argv, begin_ns, end_ns, exit_code, exit_signal, branch
FROM tree;

COMMENT ON VIEW process_tree IS 'Processes under those that created them; order by branch';

CREATE VIEW capture_health AS
SELECT
  count(*) AS captures,
  count(*) FILTER (flags & 1 <> 0) AS truncated,
  count(*) FILTER (flags & 2 <> 0) AS late,
  count(*) FILTER (flags & 4 <> 0) AS not_tried,
  count(errno) AS unreadable,
  count(*) FILTER (flags & 16 <> 0) AS incomplete
FROM capture;

COMMENT ON VIEW capture_health IS 'How many captures are not all that the call spoke of, and why';
