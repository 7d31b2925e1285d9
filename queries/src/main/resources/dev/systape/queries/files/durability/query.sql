-- Files that were written and then renamed without fsync between: after a crash the new name may stand for an empty file.
--
-- @column pid INTEGER: process that renamed
-- @column path VARCHAR: the file that was written
-- @column renamed_to VARCHAR: its new name
-- @column written_bytes BIGINT [bytes]: written before that, and since a file of this name was renamed last
-- @column last_write_s DOUBLE [s]: the last of the writes, since recording began
-- @column renamed_s DOUBLE [s]: when it was renamed, since recording began
-- @column directory_synced BOOLEAN: whether the directory of the new name was synced afterwards
-- @order renamed_s
-- @cost three passes over syscall; sorts the writes to what is renamed
WITH renamed AS (
  SELECT seq, pid, path, path2, regexp_extract(path2, '^(/?.*?)/?[^/]*$', 1) AS directory, entry_ns
  FROM syscall
  WHERE name IN ('rename', 'renameat', 'renameat2') AND ret = 0 AND path IS NOT NULL
), write AS (
  SELECT s.seq, s.path, s.bytes, s.entry_ns
  FROM syscall s SEMI JOIN renamed r ON s.path = r.path
  WHERE s.bytes > 0 AND s.name IN ('write', 'pwrite64', 'writev', 'pwritev', 'pwritev2')
), written AS (
  -- A name that is taken again and again: each write belongs to the rename that comes next.
  SELECT r.seq, sum(w.bytes) AS bytes, max(w.seq) AS last_seq, max(w.entry_ns) AS last_ns
  FROM write w ASOF JOIN renamed r ON w.path = r.path AND w.seq < r.seq
  GROUP BY r.seq
), synced AS (
  -- O_DSYNC is 0x1000, and part of O_SYNC: each write is on the disk when it returns.
  SELECT path, seq, name = 'sync' AS everything, name IN ('open', 'openat') AS always
  FROM syscall
  WHERE errno IS NULL AND (
    name IN ('fsync', 'fdatasync', 'syncfs', 'sync')
    OR name = 'open' AND arg1 & 4096 <> 0 AND arg1 & 3 <> 0
    OR name = 'openat' AND arg2 & 4096 <> 0 AND arg2 & 3 <> 0)
), by_path AS (
  SELECT
    path,
    min(seq) FILTER (always) AS first_always,
    max(seq) FILTER (NOT always) AS last_seq
  FROM synced
  GROUP BY path
)
SELECT
  r.pid,
  r.path,
  r.path2 AS renamed_to,
  w.bytes::BIGINT AS written_bytes,
  round((w.last_ns - t.monotonic_ns) / 1e9, 6) AS last_write_s,
  round((r.entry_ns - t.monotonic_ns) / 1e9, 6) AS renamed_s,
  coalesce(d.last_seq > r.seq, false) AS directory_synced
FROM renamed r
  JOIN written w ON r.seq = w.seq
  CROSS JOIN tape t
  LEFT JOIN by_path d ON r.directory = d.path
  LEFT JOIN by_path a ON r.path = a.path
  ASOF LEFT JOIN (FROM synced WHERE NOT always) y ON r.path = y.path AND r.seq > y.seq
  ASOF LEFT JOIN (FROM synced WHERE everything) e ON r.seq > e.seq
WHERE coalesce(a.first_always > r.seq, true)
  AND coalesce(y.seq < w.last_seq, true)
  AND coalesce(e.seq < w.last_seq, true)
ORDER BY r.entry_ns, r.seq;
