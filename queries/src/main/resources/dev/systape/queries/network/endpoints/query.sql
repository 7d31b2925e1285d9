-- The other ends of sockets: how often they were connected to, how long that took, and the bytes both ways.
--
-- @column peer VARCHAR: the other end
-- @column connects BIGINT: connect calls that succeeded, or went on (EINPROGRESS)
-- @column failures BIGINT: connect calls that failed
-- @column connect_ns BIGINT [ns]: median wall time of the connects that succeeded in the call; NULL: none did
-- @column connect_max_ns BIGINT [ns]: the longest of them; NULL: none
-- @column sent_bytes BIGINT [bytes]: sent; sendmmsg, which counts messages, is not in it
-- @column received_bytes BIGINT [bytes]: received; recvmmsg is not in it
-- @column processes BIGINT: how many processes
-- @order bytes both ways, most first
-- @cost one pass over syscall, one over capture
WITH used AS (
  SELECT
    coalesce(s.peer, a.address) AS peer,
    s.pid,
    s.name,
    s.errno,
    s.duration_ns,
    s.bytes
  FROM syscall s
    LEFT JOIN (SELECT * FROM socket_address WHERE phase = 'entry' AND name IN ('connect', 'sendto')) a ON s.seq = a.seq
  WHERE s.name IN ('connect', 'sendto') OR s.peer IS NOT NULL AND s.bytes > 0
)
SELECT
  peer,
  count(*) FILTER (name = 'connect' AND (errno IS NULL OR errno = 115)) AS connects,
  count(*) FILTER (name = 'connect' AND errno <> 115) AS failures,
  quantile_disc(duration_ns, 0.5) FILTER (name = 'connect' AND errno IS NULL) AS connect_ns,
  max(duration_ns) FILTER (name = 'connect' AND errno IS NULL) AS connect_max_ns,
  coalesce(sum(bytes) FILTER (name IN ('write', 'writev', 'sendto', 'sendmsg', 'sendfile', 'sendfile64')), 0)::BIGINT AS sent_bytes,
  coalesce(sum(bytes) FILTER (name IN ('read', 'readv', 'recvfrom', 'recvmsg')), 0)::BIGINT AS received_bytes,
  count(DISTINCT pid) AS processes
FROM used
WHERE peer IS NOT NULL
GROUP BY peer
ORDER BY sent_bytes + received_bytes DESC, peer;
