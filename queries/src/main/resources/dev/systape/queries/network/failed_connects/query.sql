-- Connections that could not be made, by address and error.
--
-- @column peer VARCHAR: what was connected to; NULL: not known
-- @column errno VARCHAR: name of the error, or its number
-- @column failures BIGINT: how often
-- @column processes BIGINT: how many processes
-- @column max_ns BIGINT [ns]: the longest wait for the failure
-- @column first_s DOUBLE [s]: the first, since recording began
-- @order failures, most first
-- @cost one pass over syscall, one over capture
SELECT
  coalesce(a.address, s.peer) AS peer,
  coalesce(d.name, s.errno::VARCHAR) AS errno,
  count(*) AS failures,
  count(DISTINCT s.pid) AS processes,
  max(s.duration_ns) AS max_ns,
  round((min(coalesce(s.entry_ns, s.exit_ns)) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM syscall s
  CROSS JOIN tape t
  LEFT JOIN (SELECT * FROM socket_address WHERE name = 'connect') a ON s.seq = a.seq
  LEFT JOIN errno_def d ON s.errno = d.errno
-- EINPROGRESS is no failure: the connection is still being made.
WHERE s.name = 'connect' AND s.errno <> 115
GROUP BY coalesce(a.address, s.peer), s.errno, d.name
ORDER BY failures DESC, peer, errno;
