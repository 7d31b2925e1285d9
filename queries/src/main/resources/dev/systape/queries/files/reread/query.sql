-- Files that were read more than once: opened again, by the same or another process, or rewound. A cache in the program, or passing on what was read, would save it.
--
-- @column path VARCHAR: the path, absolute
-- @column opens BIGINT: how often it was opened for reading
-- @column rewinds BIGINT: successful lseek calls back to the start, once something was read
-- @column processes BIGINT: how many processes read it
-- @column reads BIGINT: successful calls that read
-- @column bytes BIGINT [bytes]: read by them
-- @column bytes_a_time BIGINT [bytes]: for each time that it was opened or rewound
-- @order bytes, most first
-- @cost five passes over syscall
WITH used AS (
  SELECT seq, path, pid, NULL AS bytes, 'open' AS kind
  FROM file_opening
  WHERE path IS NOT NULL AND errno IS NULL AND flags & 3 <> 1 AND flags & 2097152 = 0
  UNION ALL
  SELECT seq, path, pid, bytes, CASE name WHEN 'lseek' THEN 'rewind' ELSE 'read' END
  FROM syscall
  WHERE path IS NOT NULL AND errno IS NULL AND (
    name = 'lseek' AND ret = 0 AND arg1 = 0 AND arg2 = 0
    OR name IN ('read', 'readv', 'pread64', 'preadv', 'preadv2', 'splice', 'copy_file_range') AND bytes > 0)
  UNION ALL
  SELECT seq, path2, pid, bytes, 'read'
  FROM syscall
  WHERE path2 IS NOT NULL AND bytes > 0 AND name IN ('sendfile', 'sendfile64')
), counted AS (
  SELECT
    path,
    count(*) FILTER (kind = 'open') AS opens,
    count(DISTINCT pid) FILTER (kind = 'read') AS processes,
    count(*) FILTER (kind = 'read') AS reads,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    min(seq) FILTER (kind = 'read') AS first_seq
  FROM used
  GROUP BY path
  HAVING count(*) FILTER (kind = 'read') > 1
), rewound AS (
  SELECT u.path, count(*) AS rewinds
  FROM used u JOIN counted c ON u.path = c.path
  WHERE u.kind = 'rewind' AND u.seq > c.first_seq
  GROUP BY u.path
), both_ways AS (
  SELECT c.*, coalesce(r.rewinds, 0) AS rewinds
  FROM counted c LEFT JOIN rewound r ON c.path = r.path
)
SELECT path, opens, rewinds, processes, reads, bytes, bytes // (opens + rewinds) AS bytes_a_time
FROM both_ways
WHERE opens + rewinds > 1
ORDER BY bytes DESC, path;
