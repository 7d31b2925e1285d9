-- Files that were read more than once: opened again, by the same or another process, or rewound. A cache in the program, or passing on what was read, would save it.
--
-- @column path VARCHAR: the path, absolute
-- @column opens BIGINT: how often it was opened for reading
-- @column rewinds BIGINT: successful lseek calls back to the start
-- @column processes BIGINT: how many processes read it
-- @column reads BIGINT: successful calls that read
-- @column bytes BIGINT [bytes]: read by them
-- @column bytes_a_time BIGINT [bytes]: for each time that it was opened or rewound
-- @order bytes, most first
-- @cost one pass over syscall
WITH used AS (
  SELECT
    path,
    pid,
    bytes,
    CASE name WHEN 'open' THEN 'open' WHEN 'openat' THEN 'open' WHEN 'lseek' THEN 'rewind' ELSE 'read' END AS kind
  FROM syscall
  WHERE path IS NOT NULL AND errno IS NULL AND (
    name = 'open' AND arg1 & 3 <> 1
    OR name = 'openat' AND arg2 & 3 <> 1
    OR name = 'lseek' AND ret = 0 AND arg1 = 0 AND arg2 = 0
    OR name IN ('read', 'readv', 'pread64', 'preadv', 'preadv2') AND bytes > 0)
), counted AS (
  SELECT
    path,
    count(*) FILTER (kind = 'open') AS opens,
    count(*) FILTER (kind = 'rewind') AS rewinds,
    count(DISTINCT pid) FILTER (kind = 'read') AS processes,
    count(*) FILTER (kind = 'read') AS reads,
    coalesce(sum(bytes) FILTER (kind = 'read'), 0)::BIGINT AS bytes
  FROM used
  GROUP BY path
)
SELECT path, opens, rewinds, processes, reads, bytes, bytes // (opens + rewinds) AS bytes_a_time
FROM counted
WHERE opens + rewinds > 1 AND reads > 1
ORDER BY bytes DESC, path;
