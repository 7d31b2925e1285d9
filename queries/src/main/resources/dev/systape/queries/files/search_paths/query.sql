-- Names that were looked for in more than one directory: libraries, modules, configuration. Each directory that fails costs a call.
--
-- @column file VARCHAR: last part of the name
-- @column pid INTEGER: process that looked
-- @column failures BIGINT: calls that failed with ENOENT
-- @column directories VARCHAR: where it was not, in the order of looking
-- @column found VARCHAR: where it was, at last; NULL: nowhere
-- @column lost_ns BIGINT [ns]: wall time of the calls that failed
-- @order failures, most first
-- @cost one pass over syscall
WITH looked AS (
  SELECT pid, path, errno, count(*) AS calls, min(seq) AS first_seq, sum(duration_ns) AS total_ns
  FROM syscall
  WHERE path IS NOT NULL AND (errno IS NULL OR errno = 2) AND name IN (
    'open', 'openat', 'openat2', 'execve', 'execveat', 'stat', 'stat64', 'lstat', 'lstat64', 'newfstatat',
    'fstatat64', 'statx', 'access', 'faccessat', 'faccessat2', 'readlink', 'readlinkat')
  GROUP BY pid, path, errno
), cut AS (
  SELECT
    *,
    regexp_extract(path, '([^/]*)/*$', 1) AS file,
    regexp_extract(path, '^(/?.*?)/?[^/]*/*$', 1) AS directory
  FROM looked
), missed AS (
  SELECT
    pid,
    file,
    sum(calls)::BIGINT AS failures,
    string_agg(CASE directory WHEN '' THEN '/' ELSE directory END, ':' ORDER BY first_seq) AS directories,
    count(*) AS places,
    coalesce(sum(total_ns), 0)::BIGINT AS lost_ns
  FROM cut
  WHERE errno = 2
  GROUP BY pid, file
  HAVING count(*) > 1
), found AS (
  SELECT pid, file, arg_max(path, first_seq) AS path
  FROM cut
  WHERE errno IS NULL
  GROUP BY pid, file
)
SELECT m.file, m.pid, m.failures, m.directories, f.path AS found, m.lost_ns
FROM missed m LEFT JOIN found f ON m.pid = f.pid AND m.file = f.file
ORDER BY m.failures DESC, m.file, m.pid;
