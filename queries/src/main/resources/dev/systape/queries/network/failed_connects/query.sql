-- Connections that could not be made, by address and error. Those that connect did not wait for count when the program asks how they ended (SO_ERROR).
--
-- @column peer VARCHAR: what was connected to; NULL: not known
-- @column errno VARCHAR: name of the error, or its number
-- @column failures BIGINT: how often
-- @column processes BIGINT: how many processes
-- @column max_ns BIGINT [ns]: the longest connect that failed so; NULL: they were not waited for
-- @column first_s DOUBLE [s]: the first, since recording began
-- @order failures, most first
-- @cost two passes over syscall, two over capture
WITH failed AS (
  -- What EINPROGRESS 115, EALREADY 114 and EINTR 4 say goes on; EISCONN 106 has succeeded before.
  SELECT coalesce(a.address, s.peer) AS peer, s.pid, s.errno, s.duration_ns, coalesce(s.entry_ns, s.exit_ns) AS at_ns
  FROM syscall s
    LEFT JOIN (SELECT * FROM socket_address WHERE name = 'connect') a ON s.seq = a.seq
  WHERE s.name = 'connect' AND s.errno NOT IN (4, 106, 114, 115) AND s.errno < 512
  UNION ALL
  -- SO_ERROR, 4 of SOL_SOCKET, 1, is where a connection that went on tells why it failed.
  SELECT s.peer, s.pid, ('0x' || hex(c.data[2:2]) || hex(c.data[1:1]))::SMALLINT, NULL, coalesce(s.entry_ns, s.exit_ns)
  FROM syscall s JOIN capture c ON s.seq = c.seq
  WHERE s.name = 'getsockopt' AND s.errno IS NULL AND s.arg1 = 1 AND s.arg2 = 4 AND s.peer IS NOT NULL
    AND c.arg = 3 AND c.phase = 'exit' AND octet_length(c.data) >= 4 AND hex(c.data[1:4]) <> '00000000'
)
SELECT
  f.peer,
  coalesce(d.name, f.errno::VARCHAR) AS errno,
  count(*) AS failures,
  count(DISTINCT f.pid) AS processes,
  max(f.duration_ns) AS max_ns,
  round((min(f.at_ns) - any_value(t.monotonic_ns)) / 1e9, 6) AS first_s
FROM failed f
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON f.errno = d.errno
GROUP BY f.peer, f.errno, d.name
ORDER BY failures DESC, f.peer, errno;
