-- Whether files are read and written from front to back, or here and there. A jump is an lseek, pread64 or pwrite64 to another place than where the transfer before it ended.
--
-- @param transfers BIGINT = 2: files with fewer transfers are left out
-- @column path VARCHAR: the path, absolute; what goes through descriptors whose path is not known is left out
-- @column transfers BIGINT: successful calls that read or wrote
-- @column bytes BIGINT [bytes]: moved by them
-- @column positioned BIGINT: calls among them that say where (pread64, pwrite64)
-- @column seeks BIGINT: successful lseek calls
-- @column jumps BIGINT: changes of place that a transfer from front to back would not make
-- @column pattern VARCHAR: sequential: no jumps; mostly sequential: at most one to ten transfers; else random
-- @order jumps, most first
-- @cost one pass over syscall; sorts the calls on descriptors that change place
WITH used AS (
  SELECT
    seq,
    pid,
    fd,
    path,
    arg3,
    bytes,
    ret,
    CASE
      WHEN name IN ('pread64', 'pwrite64') THEN 'positioned'
      WHEN name = 'lseek' THEN 'seek'
      WHEN name IN ('open', 'openat', 'openat2', 'creat') THEN 'open'
      ELSE 'transfer'
    END AS kind
  FROM syscall
  WHERE path IS NOT NULL AND fd IS NOT NULL AND ret >= 0 AND name IN (
    'read', 'readv', 'write', 'writev', 'pread64', 'pwrite64', 'lseek', 'open', 'openat', 'openat2', 'creat')
), moving AS (
  SELECT DISTINCT pid, fd, path FROM used WHERE kind IN ('seek', 'positioned')
), placed AS (
  -- An anchor sets the file offset; the transfers behind it move it on.
  SELECT
    u.*,
    count(*) FILTER (kind IN ('seek', 'open')) OVER along AS anchor
  FROM used u SEMI JOIN moving m ON u.pid = m.pid AND u.fd = m.fd AND u.path = m.path
  WINDOW along AS (PARTITION BY u.pid, u.fd, u.path ORDER BY u.seq)
), offsets AS (
  SELECT
    pid,
    fd,
    path,
    anchor,
    coalesce(max(CASE kind WHEN 'seek' THEN ret WHEN 'open' THEN 0 END), 0)
      + coalesce(sum(bytes) FILTER (kind = 'transfer'), 0) AS end_offset
  FROM placed
  GROUP BY pid, fd, path, anchor
), sought AS (
  SELECT p.path, count(*) AS jumps
  FROM placed p
    LEFT JOIN offsets o ON p.pid = o.pid AND p.fd = o.fd AND p.path = o.path AND p.anchor = o.anchor + 1
  WHERE p.kind = 'seek' AND p.ret <> coalesce(o.end_offset, 0)
  GROUP BY p.path
), chosen AS (
  SELECT path, arg3 <> coalesce(lag(arg3 + bytes) OVER (PARTITION BY pid, fd, path ORDER BY seq), 0) AS jump
  FROM placed
  WHERE kind = 'positioned'
), positioned AS (
  SELECT path, count(*) FILTER (jump) AS jumps
  FROM chosen
  GROUP BY path
), total AS (
  SELECT
    path,
    count(*) FILTER (kind IN ('transfer', 'positioned')) AS transfers,
    coalesce(sum(bytes), 0)::BIGINT AS bytes,
    count(*) FILTER (kind = 'positioned') AS positioned,
    count(*) FILTER (kind = 'seek') AS seeks
  FROM used
  GROUP BY path
)
SELECT
  t.path,
  t.transfers,
  t.bytes,
  t.positioned,
  t.seeks,
  coalesce(s.jumps, 0) + coalesce(p.jumps, 0) AS jumps,
  CASE
    WHEN coalesce(s.jumps, 0) + coalesce(p.jumps, 0) = 0 THEN 'sequential'
    WHEN 10 * (coalesce(s.jumps, 0) + coalesce(p.jumps, 0)) <= t.transfers THEN 'mostly sequential'
    ELSE 'random'
  END AS pattern
FROM total t
  LEFT JOIN sought s ON t.path = s.path
  LEFT JOIN positioned p ON t.path = p.path
WHERE t.transfers >= $transfers
ORDER BY jumps DESC, t.path;
