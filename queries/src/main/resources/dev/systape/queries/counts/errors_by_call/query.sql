-- Failed calls by name and error. Calls that the kernel restarted after a signal are among them, with its own errors from 512 on.
--
-- @column syscall VARCHAR: name of the call; NULL: one that this version does not know
-- @column errno VARCHAR: name of the error, or its number
-- @column errors BIGINT: how often the call failed with it
-- @column calls BIGINT: how often the call was made at all
-- @column description VARCHAR: what the error says
-- @column example VARCHAR: a path that such a call named; NULL: it names none, or none that is known
-- @order errors, most first
-- @cost two passes over syscall
WITH made AS (
  SELECT name, count(*) AS calls FROM syscall GROUP BY name
), failed AS (
  SELECT name, errno, count(*) AS errors, min(path) AS example
  FROM syscall
  WHERE errno IS NOT NULL
  GROUP BY name, errno
)
SELECT
  f.name::VARCHAR AS syscall,
  coalesce(d.name, f.errno::VARCHAR) AS errno,
  f.errors,
  m.calls,
  d.description,
  f.example
FROM failed f
  JOIN made m ON f.name IS NOT DISTINCT FROM m.name
  LEFT JOIN errno_def d ON f.errno = d.errno
ORDER BY f.errors DESC, syscall, f.errno;
