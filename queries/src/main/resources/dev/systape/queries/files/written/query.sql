-- Files that were opened for writing, written or cut.
--
-- @column path VARCHAR: the path, absolute; what goes through descriptors whose path is not known is left out
-- @column opens BIGINT: how often it was opened for writing, or for both
-- @column truncated BIGINT: how often it was emptied or cut: O_TRUNC, creat, truncate, ftruncate
-- @column writes BIGINT: successful calls that wrote
-- @column bytes BIGINT [bytes]: written; what is written through a mapping is not seen
-- @column processes BIGINT: how many processes did
-- @column last_s DOUBLE [s]: the last of these calls, since recording began
-- @order bytes, most first
-- @cost one pass over syscall
WITH used AS (
  SELECT
    path,
    pid,
    coalesce(entry_ns, exit_ns) AS at_ns,
    bytes,
    name IN ('open', 'openat', 'creat') AS is_open,
    name IN ('write', 'pwrite64', 'writev', 'pwritev', 'pwritev2') AS is_write,
    CASE name WHEN 'open' THEN arg1 WHEN 'openat' THEN arg2 WHEN 'creat' THEN 577 END AS open_flags
  FROM syscall
  -- The lowest two bits of the flags: O_WRONLY 1, O_RDWR 2.
  WHERE path IS NOT NULL AND errno IS NULL AND (
    name = 'open' AND arg1 & 3 <> 0
    OR name = 'openat' AND arg2 & 3 <> 0
    OR name IN ('creat', 'truncate', 'truncate64', 'ftruncate', 'ftruncate64',
      'write', 'pwrite64', 'writev', 'pwritev', 'pwritev2'))
)
SELECT
  path,
  count(*) FILTER (is_open) AS opens,
  count(*) FILTER (is_open AND open_flags & 512 <> 0 OR NOT is_open AND NOT is_write) AS truncated,
  count(*) FILTER (is_write) AS writes,
  coalesce(sum(bytes) FILTER (is_write), 0)::BIGINT AS bytes,
  count(DISTINCT pid) AS processes,
  round((max(at_ns) - any_value(monotonic_ns)) / 1e9, 6) AS last_s
FROM used CROSS JOIN (SELECT monotonic_ns FROM tape)
GROUP BY path
ORDER BY bytes DESC, path;
