-- Sockets that were listened on, and the connections that were accepted there.
--
-- @column pid INTEGER: process that listens
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column fd INTEGER: the descriptor
-- @column address VARCHAR: what it was bound to; NULL: not bound, or not known. Port 0: the kernel chose one
-- @column backlog INTEGER: connections that may wait
-- @column listened_s DOUBLE [s]: when, since recording began
-- @column accepted BIGINT: connections that this process accepted on it; those of workers that inherited it are not counted
-- @column errno VARCHAR: why listening failed; NULL: it did not
-- @order listened_s
-- @cost one pass over syscall, one over capture
WITH listened AS (
  SELECT
    *,
    coalesce(lead(seq) OVER (PARTITION BY pid, fd ORDER BY seq), 9223372036854775807) AS next_seq
  FROM syscall
  WHERE name = 'listen'
), bound AS (
  SELECT a.seq, a.pid, s.fd, a.address
  FROM socket_address a JOIN syscall s ON a.seq = s.seq
  WHERE a.name = 'bind' AND s.ret = 0
), accepted AS (
  SELECT seq, pid, arg0 & 4294967295 AS fd
  FROM syscall
  WHERE name IN ('accept', 'accept4') AND ret >= 0
)
SELECT
  l.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = l.pid) AS command,
  l.fd,
  (SELECT arg_max(b.address, b.seq) FROM bound b WHERE b.pid = l.pid AND b.fd = l.fd AND b.seq < l.seq) AS address,
  CASE WHEN l.arg1 & 4294967295 < 2147483648 THEN (l.arg1 & 4294967295)::INTEGER END AS backlog,
  round((l.entry_ns - t.monotonic_ns) / 1e9, 6) AS listened_s,
  (
    SELECT count(*) FROM accepted a
    WHERE a.pid = l.pid AND a.fd = l.fd AND a.seq > l.seq AND a.seq < l.next_seq
  ) AS accepted,
  coalesce(d.name, l.errno::VARCHAR) AS errno
FROM listened l
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON l.errno = d.errno
ORDER BY l.entry_ns, l.seq;
