-- What differs between the databases trace (the tape A) and other (the tape B).
-- $slower: how many times the median of a call must be that of the other tape.
-- $calls: calls that each tape must have of a name for their times to be compared.
WITH process_a AS (FROM trace.process), process_b AS (FROM other.process),
tapes AS (
  SELECT 'a' AS side, working_directory, (SELECT list(DISTINCT pid::VARCHAR) FROM process_a) AS pids FROM trace.tape
  UNION ALL
  SELECT 'b', working_directory, (SELECT list(DISTINCT pid::VARCHAR) FROM process_b) FROM other.tape
), owned AS (
  -- A pid is a process's from its begin until the next of that pid begins.
  SELECT
    *,
    row_number() OVER (PARTITION BY side ORDER BY begin_ns, pid) = 1 AS is_program,
    CASE WHEN row_number() OVER reuse = 1 THEN 0 ELSE begin_ns END AS from_ns,
    coalesce(lead(begin_ns) OVER reuse - 1, 9223372036854775807) AS to_ns
  FROM (SELECT 'a' AS side, * FROM process_a UNION ALL BY NAME SELECT 'b' AS side, * FROM process_b)
  WINDOW reuse AS (PARTITION BY side, pid ORDER BY begin_ns)
), text_a AS (
  SELECT path, count(*) AS calls FROM trace.syscall WHERE path IS NOT NULL GROUP BY path
), text_b AS (
  SELECT path, count(*) AS calls FROM other.syscall WHERE path IS NOT NULL GROUP BY path
), raw_text AS (
  SELECT 'a' AS side, path AS text FROM text_a
  UNION SELECT 'b', path FROM text_b
  UNION SELECT side, coalesce(command, '') FROM owned
), normal AS (
  -- Numbers that are pids of the tape, descriptors in /proc and /dev/fd, inodes of pipes and sockets, addresses,
  -- and the working directory where that of the two tapes differs, are the same in both.
  SELECT
    r.side,
    r.text AS raw,
    list_reduce(
      list_prepend(
        regexp_replace(
          regexp_replace(
            regexp_replace(
              CASE WHEN (SELECT count(DISTINCT working_directory) FROM tapes) > 1 AND length(t.working_directory) > 1
                THEN replace(replace(r.text || ' ', t.working_directory || '/', './'), t.working_directory || ' ', '. ')
                ELSE r.text END,
              '((?:^|[ /])fd(?:info)?/)\d+', '\1N', 'g'),
            '(pipe|socket|anon_inode):\[\d+\]', '\1:[N]', 'g'),
          '0x[0-9a-f]{6,}', '0xN', 'g'),
        list_filter(regexp_extract_all(r.text, '\d{2,}'), lambda n: list_contains(t.pids, n))),
      lambda text, pid: regexp_replace(text, '(^|\D)' || pid || '(\D|$)', '\1PID\2', 'g')) AS text
  FROM raw_text r JOIN tapes t ON r.side = t.side
), commanded AS (
  SELECT o.side, o.pid, o.from_ns, o.to_ns, o.is_program, rtrim(n.text) AS command,
    regexp_extract(coalesce(o.path, o.comm, '?'), '[^/]*$') AS program
  FROM owned o JOIN normal n ON o.side = n.side AND coalesce(o.command, '') = n.raw
), shared AS (
  SELECT command FROM commanded WHERE side = 'a' INTERSECT SELECT command FROM commanded WHERE side = 'b'
), process_key AS (
  -- The first process of both is the program. Others are aligned by their command; where its arguments differ, by its file.
  SELECT
    c.side,
    c.pid,
    c.from_ns,
    c.to_ns,
    CASE WHEN c.is_program THEN '(program)' WHEN s.command IS NOT NULL THEN c.command ELSE c.program END AS process
  FROM commanded c LEFT JOIN shared s ON c.command = s.command
), call AS (
  SELECT 'a' AS side, pid, coalesce(entry_ns, exit_ns) AS at_ns, coalesce(name::VARCHAR, 'syscall_' || nr) AS name, path, errno, duration_ns
  FROM trace.syscall
  UNION ALL
  SELECT 'b', pid, coalesce(entry_ns, exit_ns), coalesce(name::VARCHAR, 'syscall_' || nr), path, errno, duration_ns
  FROM other.syscall
), counted AS MATERIALIZED (
  -- Times by process and name; counts by path and error beside them, in one pass.
  SELECT
    grouping(c.path) AS no_path,
    grouping(c.errno) AS no_errno,
    c.side,
    coalesce(k.process, '(unknown)') AS process,
    c.name,
    c.path,
    c.errno,
    count(*) AS calls,
    quantile_disc(c.duration_ns, 0.5) AS median_ns
  FROM call c LEFT JOIN process_key k
    ON c.side = k.side AND c.pid = k.pid AND c.at_ns BETWEEN k.from_ns AND k.to_ns
  GROUP BY GROUPING SETS ((c.side, k.process, c.name), (c.side, k.process, c.name, c.errno), (c.side, k.process, c.name, c.path))
), items AS (
  SELECT 1 AS place, 'process' AS kind, side, process, NULL AS syscall, NULL AS item, count(*) AS count, NULL::BIGINT AS median_ns
  FROM process_key
  GROUP BY side, process
  UNION ALL
  SELECT 2, 'call', side, process, name, NULL, calls, median_ns
  FROM counted
  WHERE no_path = 1 AND no_errno = 1
  UNION ALL
  SELECT 3, 'error', c.side, c.process, c.name, coalesce(d.name, c.errno::VARCHAR), c.calls, NULL
  FROM counted c LEFT JOIN trace.errno_def d ON c.errno = d.errno
  WHERE c.no_errno = 0 AND c.errno IS NOT NULL
  UNION ALL
  SELECT 4, 'path', c.side, c.process, NULL, rtrim(n.text), sum(c.calls), NULL
  FROM counted c JOIN normal n ON c.side = n.side AND c.path = n.raw
  WHERE c.no_path = 0 AND c.path IS NOT NULL
  GROUP BY c.side, c.process, rtrim(n.text)
), compared AS (
  SELECT
    coalesce(a.place, b.place) AS place,
    coalesce(a.kind, b.kind) AS kind,
    coalesce(a.process, b.process) AS process,
    coalesce(a.syscall, b.syscall) AS syscall,
    coalesce(a.item, b.item) AS item,
    coalesce(a.count, 0)::BIGINT AS a_count,
    coalesce(b.count, 0)::BIGINT AS b_count,
    a.median_ns AS a_median_ns,
    b.median_ns AS b_median_ns
  FROM (FROM items WHERE side = 'a') a FULL JOIN (FROM items WHERE side = 'b') b
    ON a.kind = b.kind AND a.process = b.process
      AND a.syscall IS NOT DISTINCT FROM b.syscall AND a.item IS NOT DISTINCT FROM b.item
), changed AS (
  SELECT
    CASE
      WHEN a_count = 0 THEN 'new'
      WHEN b_count = 0 THEN 'gone'
      WHEN kind = 'process' AND a_count < b_count THEN 'more'
      WHEN kind = 'process' AND a_count > b_count THEN 'fewer'
      WHEN least(a_count, b_count) >= $calls AND b_median_ns >= $slower * greatest(a_median_ns, 1) THEN 'slower'
      WHEN least(a_count, b_count) >= $calls AND a_median_ns >= $slower * greatest(b_median_ns, 1) THEN 'faster'
    END AS change,
    *
  FROM compared
)
SELECT c.change, c.kind, c.syscall, c.a_count, c.b_count, c.a_median_ns, c.b_median_ns, c.item, c.process
FROM changed c
WHERE c.change IS NOT NULL
  -- Of a process that is new or gone, its own line says the rest; but not what no process of the other tape names.
  AND (c.kind = 'process'
    OR c.process NOT IN (SELECT process FROM changed WHERE kind = 'process' AND change IN ('new', 'gone'))
    OR c.kind = 'path' AND c.item NOT IN (
      SELECT item FROM changed o WHERE o.kind = 'path' AND CASE c.change WHEN 'new' THEN o.a_count ELSE o.b_count END > 0))
ORDER BY
  c.place,
  CASE c.change WHEN 'new' THEN 1 WHEN 'gone' THEN 2 WHEN 'slower' THEN 3 WHEN 'more' THEN 4 WHEN 'fewer' THEN 5 ELSE 6 END,
  greatest(c.a_count, c.b_count) DESC,
  c.process,
  c.syscall,
  c.item
