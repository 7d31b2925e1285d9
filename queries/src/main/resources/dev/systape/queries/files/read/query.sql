-- Files that were opened for reading, or read.
--
-- @column path VARCHAR: the path, absolute; what goes through descriptors whose path is not known is left out
-- @column opens BIGINT: how often it was opened for reading, or for both
-- @column reads BIGINT: successful calls that read
-- @column bytes BIGINT [bytes]: read; what is read through a mapping is not seen
-- @column processes BIGINT: how many processes did
-- @column first_s DOUBLE [s]: the first of these calls, since recording began
-- @order bytes, most first
-- @cost one pass over syscall
WITH used AS (
  SELECT
    path,
    pid,
    coalesce(entry_ns, exit_ns) AS at_ns,
    bytes,
    name IN ('open', 'openat') AS is_open
  FROM syscall
  -- The lowest two bits of the flags: O_RDONLY 0, O_WRONLY 1, O_RDWR 2, O_PATH aside.
  WHERE path IS NOT NULL AND errno IS NULL AND (
    name = 'open' AND arg1 & 3 <> 1 AND arg1 & 2097152 = 0
    OR name = 'openat' AND arg2 & 3 <> 1 AND arg2 & 2097152 = 0
    OR name IN ('read', 'pread64', 'readv', 'preadv', 'preadv2'))
)
SELECT
  path,
  count(*) FILTER (is_open) AS opens,
  count(*) FILTER (NOT is_open) AS reads,
  coalesce(sum(bytes) FILTER (NOT is_open), 0)::BIGINT AS bytes,
  count(DISTINCT pid) AS processes,
  round((min(at_ns) - any_value(monotonic_ns)) / 1e9, 6) AS first_s
FROM used CROSS JOIN (SELECT monotonic_ns FROM tape)
GROUP BY path
ORDER BY bytes DESC, path;
