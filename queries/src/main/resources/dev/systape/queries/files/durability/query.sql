-- Files that were written and then renamed without fsync between: after a crash the new name may stand for an empty file.
--
-- @column pid INTEGER: process that renamed
-- @column path VARCHAR: the file that was written
-- @column renamed_to VARCHAR: its new name
-- @column written_bytes BIGINT [bytes]: written before that
-- @column last_write_s DOUBLE [s]: the last of the writes, since recording began
-- @column renamed_s DOUBLE [s]: when it was renamed, since recording began
-- @column directory_synced BOOLEAN: whether the directory of the new name was synced afterwards
-- @order renamed_s
-- @cost one pass over syscall, joined with its renames by path
WITH renamed AS (
  SELECT seq, pid, path, path2, regexp_extract(path2, '^(/?.*?)/?[^/]*$', 1) AS directory, entry_ns
  FROM syscall
  WHERE name IN ('rename', 'renameat', 'renameat2') AND ret = 0 AND path IS NOT NULL
), written AS (
  SELECT r.seq, sum(s.bytes) AS bytes, max(s.seq) AS last_seq, max(s.entry_ns) AS last_ns
  FROM syscall s JOIN renamed r ON s.path = r.path AND s.seq < r.seq
  WHERE s.bytes > 0 AND s.name IN ('write', 'pwrite64', 'writev', 'pwritev', 'pwritev2')
  GROUP BY r.seq
), synced AS (
  -- O_DSYNC is 0x1000, and part of O_SYNC: each write is on the disk when it returns.
  SELECT path, seq, name = 'sync' AS everything, name IN ('open', 'openat') AS always
  FROM syscall
  WHERE errno IS NULL AND (
    name IN ('fsync', 'fdatasync', 'syncfs', 'sync')
    OR name = 'open' AND arg1 & 4096 <> 0 AND arg1 & 3 <> 0
    OR name = 'openat' AND arg2 & 4096 <> 0 AND arg2 & 3 <> 0)
)
SELECT
  r.pid,
  r.path,
  r.path2 AS renamed_to,
  w.bytes::BIGINT AS written_bytes,
  round((w.last_ns - t.monotonic_ns) / 1e9, 6) AS last_write_s,
  round((r.entry_ns - t.monotonic_ns) / 1e9, 6) AS renamed_s,
  EXISTS (SELECT 1 FROM synced y WHERE y.path = r.directory AND NOT y.always AND y.seq > r.seq) AS directory_synced
FROM renamed r
  JOIN written w ON r.seq = w.seq
  CROSS JOIN tape t
WHERE NOT EXISTS (
    SELECT 1 FROM synced y WHERE y.path = r.path AND y.seq < r.seq AND (y.always OR y.seq > w.last_seq))
  AND NOT EXISTS (SELECT 1 FROM synced y WHERE y.everything AND y.seq > w.last_seq AND y.seq < r.seq)
ORDER BY r.entry_ns, r.seq;
