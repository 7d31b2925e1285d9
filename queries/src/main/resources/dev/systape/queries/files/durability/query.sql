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
-- @cost three passes over syscall; sorts what happens to the files that are renamed
WITH renamed AS MATERIALIZED (
  SELECT seq, pid, path, path2, entry_ns
  FROM syscall
  WHERE name IN ('rename', 'renameat', 'renameat2') AND ret = 0 AND path IS NOT NULL
), synced AS MATERIALIZED (
  -- O_DSYNC is 0x1000, and part of O_SYNC: each write is on the disk when it returns.
  SELECT seq, path, name = 'sync' AS everything, name IN ('open', 'openat') AS always
  FROM syscall
  WHERE errno IS NULL AND (
    name IN ('fsync', 'fdatasync', 'syncfs', 'sync')
    OR name = 'open' AND arg1 & 4096 <> 0 AND arg1 & 3 <> 0
    OR name = 'openat' AND arg2 & 4096 <> 0 AND arg2 & 3 <> 0)
), event AS (
  SELECT s.seq, s.path, 'write' AS kind, s.bytes, s.entry_ns
  FROM syscall s SEMI JOIN renamed r ON s.path = r.path
  WHERE s.bytes > 0 AND s.name IN ('write', 'pwrite64', 'writev', 'pwritev', 'pwritev2')
  UNION ALL
  SELECT seq, path, CASE WHEN always THEN 'always' ELSE 'sync' END, NULL, NULL
  FROM synced
  WHERE path IS NOT NULL
  UNION ALL
  SELECT seq, path, 'rename', NULL, NULL
  FROM renamed
), told AS (
  -- A name that is taken again and again: what happens to it belongs to the rename that comes next.
  SELECT
    *,
    min(seq) FILTER (kind = 'rename') OVER (along ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS renamed_seq,
    min(seq) FILTER (kind = 'always') OVER (along ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS always_seq
  FROM event
  WINDOW along AS (PARTITION BY path ORDER BY seq)
), written AS (
  SELECT
    renamed_seq AS seq,
    sum(bytes) AS bytes,
    max(seq) FILTER (kind = 'write') AS last_seq,
    max(entry_ns) AS last_ns
  FROM told
  WHERE renamed_seq IS NOT NULL
  GROUP BY renamed_seq
  HAVING last_seq IS NOT NULL AND count(always_seq) = 0 AND coalesce(max(seq) FILTER (kind = 'sync') < last_seq, true)
), exposed AS (
  SELECT *, max(sync_seq) OVER (ORDER BY seq) AS last_sync_seq
  FROM (
    SELECT seq, bytes, last_seq, last_ns, NULL AS sync_seq FROM written
    UNION ALL
    SELECT seq, NULL, NULL, NULL, seq FROM synced WHERE everything)
), directory AS (
  SELECT path, max(seq) AS last_seq
  FROM synced
  WHERE NOT always
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
FROM exposed w
  JOIN renamed r ON w.seq = r.seq
  CROSS JOIN tape t
  LEFT JOIN directory d ON regexp_extract(r.path2, '^(/?.*?)/?[^/]*$', 1) = d.path
WHERE coalesce(w.last_sync_seq < w.last_seq, true)
ORDER BY r.entry_ns, r.seq;
