-- Paths that could not be opened, and whether they could at another time. A long list of ENOENT is a search path.
--
-- @param error VARCHAR = NULL: only this error, as ENOENT; NULL: any
-- @column path VARCHAR: as the program gave it, absolute; NULL: not known, as relative names are on a tape made with -e without %model
-- @column errno VARCHAR: name of the error, or its number
-- @column failures BIGINT: how often opening it failed so
-- @column successes BIGINT: how often it was opened; NULL: the path is not known
-- @column processes BIGINT: how many processes failed
-- @column first_s DOUBLE [s]: the first failure, since recording began
-- @order failures, most first
-- @cost one pass over syscall
WITH opening AS (
  SELECT * FROM syscall WHERE name IN ('open', 'openat', 'openat2', 'creat')
), opened AS (
  SELECT path, count(*) AS successes FROM opening WHERE ret >= 0 GROUP BY path
), failed AS (
  SELECT
    path,
    errno,
    count(*) AS failures,
    count(DISTINCT pid) AS processes,
    min(coalesce(entry_ns, exit_ns)) AS first_ns
  FROM opening
  WHERE errno IS NOT NULL
  GROUP BY path, errno
)
SELECT
  f.path,
  coalesce(d.name, f.errno::VARCHAR) AS errno,
  f.failures,
  CASE WHEN f.path IS NOT NULL THEN coalesce(o.successes, 0) END AS successes,
  f.processes,
  round((f.first_ns - t.monotonic_ns) / 1e9, 6) AS first_s
FROM failed f
  CROSS JOIN tape t
  LEFT JOIN opened o ON f.path = o.path
  LEFT JOIN errno_def d ON f.errno = d.errno
WHERE $error IS NULL OR d.name = $error
ORDER BY f.failures DESC, f.path, f.errno;
