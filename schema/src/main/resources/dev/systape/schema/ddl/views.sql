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
COMMENT ON COLUMN call_count.name IS 'name of the call; NULL: this version knows no call of that number';
COMMENT ON COLUMN call_count.calls IS 'how many there were';
COMMENT ON COLUMN call_count.errors IS 'how many of them failed';
COMMENT ON COLUMN call_count.total_ns IS 'wall time of all, stops included under ptrace; NULL: none has a known time';
COMMENT ON COLUMN call_count.average_ns IS 'wall time of one on average, ns; NULL likewise';
COMMENT ON COLUMN call_count.median_ns IS 'half of them took no longer, ns; NULL likewise';
COMMENT ON COLUMN call_count.p99_ns IS '99 of 100 took no longer, ns; NULL likewise';
COMMENT ON COLUMN call_count.longest_ns IS 'wall time of the longest, ns; NULL likewise';

CREATE VIEW call_error AS
SELECT s.name, s.errno, d.name AS errno_name, d.description, count(*) AS calls
FROM syscall s LEFT JOIN errno_def d USING (errno)
WHERE s.errno IS NOT NULL
GROUP BY ALL;

COMMENT ON VIEW call_error IS 'Failed calls by name and error';
COMMENT ON COLUMN call_error.name IS 'name of the call; NULL: this version knows no call of that number';
COMMENT ON COLUMN call_error.errno IS 'the error number, positive';
COMMENT ON COLUMN call_error.errno_name IS 'its name, as errno(3) has it; NULL: no such error';
COMMENT ON COLUMN call_error.description IS 'its text, as strerror(3) has it; NULL: no such error';
COMMENT ON COLUMN call_error.calls IS 'how many failed so';

CREATE VIEW call_timeline AS
SELECT
  make_timestamp((t.realtime_ns + s.entry_ns - t.monotonic_ns) // 1000) AS began_at,
  (s.entry_ns - t.monotonic_ns) / 1e9 AS began_s,
  s.*
FROM syscall s CROSS JOIN tape t;

COMMENT ON VIEW call_timeline IS 'Calls with the time of day (UTC) and the seconds since recording began at which they began; order by entry_ns';
COMMENT ON COLUMN call_timeline.began_at IS 'time of day at which the call began, UTC, whole microseconds; NULL: entry_ns is not known';
COMMENT ON COLUMN call_timeline.began_s IS 'seconds since recording began at which the call began; NULL: entry_ns is not known';

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

COMMENT ON VIEW path_use IS 'Paths that calls name, or use through a descriptor: how often, how often without success, and by how many processes';
COMMENT ON COLUMN path_use.path IS 'the path, as syscall.path';
COMMENT ON COLUMN path_use.calls IS 'calls that name it first, or are about a descriptor of it';
COMMENT ON COLUMN path_use.errors IS 'how many of them failed';
COMMENT ON COLUMN path_use.opens IS 'how many of them were to open it';
COMMENT ON COLUMN path_use.processes IS 'how many pids made them';
COMMENT ON COLUMN path_use.first_ns IS 'when the first of them began, CLOCK_MONOTONIC ns; NULL: not known of any';

CREATE VIEW unfinished_call AS
SELECT * FROM syscall WHERE exit_ns IS NULL;

COMMENT ON VIEW unfinished_call IS 'Calls whose end was not seen: the thread ended inside them, or recording did';

CREATE VIEW file_opening AS
WITH how AS (
  -- struct open_how of openat2(2) begins with the flags, 64 bits, of which 24 are in use.
  SELECT seq, ('0x' || hex(data[3:3]) || hex(data[2:2]) || hex(data[1:1]))::INTEGER AS flags
  FROM capture
  WHERE arg = 2 AND phase = 'entry' AND octet_length(data) >= 8
    AND seq IN (SELECT seq FROM syscall WHERE name = 'openat2')
)
SELECT
  s.seq,
  s.pid,
  s.tid,
  s.name,
  s.entry_ns,
  s.exit_ns,
  s.path,
  CASE s.name WHEN 'open' THEN s.arg1 WHEN 'openat' THEN s.arg2 WHEN 'creat' THEN 577 ELSE h.flags END::BIGINT AS flags,
  s.ret,
  s.errno
FROM syscall s LEFT JOIN how h ON s.seq = h.seq
WHERE s.name IN ('open', 'openat', 'openat2', 'creat');

COMMENT ON VIEW file_opening IS 'Calls that open a file by its name, with their flags: open, openat, openat2 and creat';
COMMENT ON COLUMN file_opening.seq IS 'the call: joins syscall.seq';
COMMENT ON COLUMN file_opening.pid IS 'the process';
COMMENT ON COLUMN file_opening.tid IS 'the thread';
COMMENT ON COLUMN file_opening.name IS 'name of the call';
COMMENT ON COLUMN file_opening.entry_ns IS 'when the call began, as syscall.entry_ns';
COMMENT ON COLUMN file_opening.exit_ns IS 'when it ended, as syscall.exit_ns';
COMMENT ON COLUMN file_opening.path IS 'the path, as syscall.path';
COMMENT ON COLUMN file_opening.flags IS 'the flags of open(2), creat has O_WRONLY|O_CREAT|O_TRUNC; the lowest two bits: 0 O_RDONLY, 1 O_WRONLY, 2 O_RDWR; NULL: not on the tape';
COMMENT ON COLUMN file_opening.ret IS 'the descriptor, or the error as its negative number; NULL: the end was not seen';
COMMENT ON COLUMN file_opening.errno IS 'the error number, as syscall.errno';

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
SELECT depth, pid, parent_pid, path, argv, command, begin_ns, end_ns, exit_code, exit_signal, branch
FROM tree;

COMMENT ON VIEW process_tree IS 'Processes under those that created them; order by branch';
COMMENT ON COLUMN process_tree.depth IS '0 for a process whose parent was not recorded, 1 for its children, and so on';
COMMENT ON COLUMN process_tree.pid IS 'getpid(2), in the pid namespace of the recorder';
COMMENT ON COLUMN process_tree.parent_pid IS 'the process that created it; NULL: not recorded';
COMMENT ON COLUMN process_tree.path IS 'the executable of its last successful execve(2); NULL: none while recorded';
COMMENT ON COLUMN process_tree.argv IS 'the arguments of that execve; NULL: none while recorded';
COMMENT ON COLUMN process_tree.command IS 'what it ran last, in one line, as process.command; NULL: not recorded';
COMMENT ON COLUMN process_tree.begin_ns IS 'when it was created, or first heard of, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN process_tree.end_ns IS 'when it ended, CLOCK_MONOTONIC ns; NULL: not while recorded';
COMMENT ON COLUMN process_tree.exit_code IS 'its exit status; NULL: killed by a signal, or not ended while recorded';
COMMENT ON COLUMN process_tree.exit_signal IS 'the signal that killed it; NULL: it was not killed';
COMMENT ON COLUMN process_tree.branch IS 'begin_ns of its forefathers and of itself: sorts a process behind its parent and before the next of its parents';

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
COMMENT ON COLUMN capture_health.captures IS 'captures on the tape';
COMMENT ON COLUMN capture_health.truncated IS 'cut by a limit';
COMMENT ON COLUMN capture_health.late IS 'entry values that could only be read at exit';
COMMENT ON COLUMN capture_health.not_tried IS 'not read: too many, or too deep';
COMMENT ON COLUMN capture_health.unreadable IS 'of which something could not be read';
COMMENT ON COLUMN capture_health.incomplete IS 'whose rest is missing on the tape';
