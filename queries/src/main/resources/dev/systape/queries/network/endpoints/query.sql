-- The connections of each process: both ends, how long connecting took, and the bytes each way. A connection is a descriptor from its connect or accept until it is connected again, closed, or given out anew.
--
-- @column pid INTEGER: process; a child that inherits the descriptor has a row of its own
-- @column fd INTEGER: the descriptor
-- @column began_by VARCHAR: connect or accept; NULL: neither is on the tape, or datagrams were sent without: a row a peer
-- @column began_s DOUBLE [s]: when that call began, or the first that moved bytes, since recording began
-- @column local VARCHAR: this end, as bind or getsockname told it; NULL: they did not
-- @column peer VARCHAR: the other end; NULL: accept was not asked for it
-- @column connect_ns BIGINT [ns]: wall time until connect succeeded; NULL: it did not, or not in the call, or there was none
-- @column errno VARCHAR: how connect ended; EINPROGRESS: it went on afterwards; NULL: well, or there was none
-- @column sent_bytes BIGINT [bytes]: sent; sendmmsg, which counts messages, and splice are not in it
-- @column received_bytes BIGINT [bytes]: received; recvmmsg and splice are not in it
-- @order began_s, pid, fd, peer
-- @cost one pass over syscall, a sort of the calls on sockets; one over capture for the own ends
WITH blind AS (
  -- Descriptors of connections whose other end is not known: all that is done with them is looked at.
  SELECT DISTINCT pid, ret::INTEGER AS fd
  FROM syscall
  WHERE name IN ('accept', 'accept4') AND ret >= 0 AND peer IS NULL
), again AS (
  -- connect is called again where EINTR 4, EALREADY 114 or EINPROGRESS 115 left it.
  SELECT seq
  FROM (
    SELECT seq, name, lag(errno) OVER (PARTITION BY pid, fd ORDER BY seq) IN (4, 114, 115) AS goes_on
    FROM syscall
    WHERE name IN ('connect', 'close')
      AND (pid, fd) IN (SELECT (pid, fd) FROM syscall WHERE name = 'connect' AND errno IN (4, 114, 115))
  )
  WHERE name = 'connect' AND goes_on
), event AS (
  -- A begin that is 0 modulo 4 connects nothing, 1 is a connect, 2 an accept. EISCONN 106 says that there was one.
  SELECT
    seq, pid, fd,
    CASE
      WHEN name = 'close' THEN seq * 4
      WHEN name = 'connect' AND coalesce(errno NOT IN (106, 114), true) AND seq NOT IN (FROM again) THEN seq * 4 + 1
    END AS begin,
    CASE WHEN name = 'close' THEN -1 WHEN name IN ('bind', 'getsockname') THEN seq END AS own,
    0 AS sent,
    0 AS received,
    CASE WHEN name = 'connect' AND errno IS DISTINCT FROM 106 THEN seq END AS connects,
    CASE WHEN name IN ('accept', 'accept4') THEN seq END AS accepts,
    NULL AS seen
  FROM syscall
  WHERE name = 'connect' OR name IN ('bind', 'getsockname', 'accept', 'accept4') AND ret >= 0
    OR name = 'close' AND (peer IS NOT NULL OR (pid, fd) IN (SELECT (pid, fd) FROM blind))
  UNION ALL
  SELECT seq, pid, ret::INTEGER, seq * 4 + CASE WHEN name = 'socket' THEN 0 ELSE 2 END, -1, 0, 0, NULL, NULL, NULL
  FROM syscall
  WHERE name IN ('accept', 'accept4', 'socket') AND ret >= 0
  UNION ALL
  SELECT seq, pid, ret::INTEGER, seq * 4, NULL, 0, 0, NULL, NULL, NULL
  FROM syscall
  WHERE (name IN ('open', 'openat', 'openat2', 'creat', 'dup', 'dup2', 'dup3')
    -- F_DUPFD 0, F_DUPFD_CLOEXEC 1030.
    OR name IN ('fcntl', 'fcntl64') AND arg1 & 4294967295 IN (0, 1030))
    AND (pid, ret) IN (SELECT (pid, fd) FROM blind)
  UNION ALL
  SELECT
    seq, pid, fd, NULL, NULL,
    CASE WHEN name IN ('write', 'writev', 'sendto', 'sendmsg', 'sendfile', 'sendfile64') THEN bytes ELSE 0 END,
    CASE WHEN name IN ('read', 'readv', 'recvfrom', 'recvmsg') THEN bytes ELSE 0 END,
    NULL, NULL, peer IS NOT NULL
  FROM syscall
  WHERE bytes > 0 AND name IN (
    'write', 'writev', 'sendto', 'sendmsg', 'sendfile', 'sendfile64', 'read', 'readv', 'recvfrom', 'recvmsg')
    AND (peer IS NOT NULL OR (pid, fd) IN (SELECT (pid, fd) FROM blind))
), placed AS (
  SELECT
    * EXCLUDE (begin, own),
    last_value(begin IGNORE NULLS) OVER each AS begin,
    last_value(own IGNORE NULLS) OVER each AS own
  FROM event
  WINDOW each AS (PARTITION BY pid, fd ORDER BY seq)
), connection AS (
  SELECT
    pid,
    fd,
    begin // 4 AS seq,
    max(own) AS own,
    max(connects) AS connected,
    sum(sent)::BIGINT AS sent_bytes,
    sum(received)::BIGINT AS received_bytes
  FROM placed
  WHERE begin % 4 > 0
  GROUP BY pid, fd, begin
), other AS (
  -- Datagrams by the address of each, and connections that began before recording, or in a parent.
  SELECT
    p.pid,
    p.fd,
    max(p.own) AS own,
    min(s.entry_ns) AS begin_ns,
    s.peer,
    sum(p.sent)::BIGINT AS sent_bytes,
    sum(p.received)::BIGINT AS received_bytes
  FROM placed p JOIN syscall s ON p.seq = s.seq
  WHERE p.seen AND coalesce(p.begin % 4 = 0, true)
  GROUP BY p.pid, p.fd, p.begin, s.peer
), call AS (
  SELECT seq, name, entry_ns, exit_ns, errno, peer FROM syscall WHERE name IN ('connect', 'accept', 'accept4')
), told AS (
  SELECT
    c.pid,
    c.fd,
    CASE WHEN b.name = 'connect' THEN 'connect' ELSE 'accept' END AS began_by,
    b.entry_ns AS begin_ns,
    CASE WHEN c.own >= 0 THEN c.own ELSE l.own END AS own,
    b.peer,
    CASE WHEN e.errno IS NULL THEN e.exit_ns - b.entry_ns END AS connect_ns,
    e.errno,
    c.sent_bytes,
    c.received_bytes
  FROM connection c
    JOIN call b ON c.seq = b.seq
    LEFT JOIN call e ON c.connected = e.seq
    LEFT JOIN (SELECT accepts, own FROM placed WHERE accepts IS NOT NULL) l ON c.seq = l.accepts
  UNION ALL
  SELECT pid, fd, NULL, begin_ns, own, peer, NULL, NULL, sent_bytes, received_bytes
  FROM other
)
SELECT
  c.pid,
  c.fd,
  c.began_by,
  round((c.begin_ns - t.monotonic_ns) / 1e9, 6) AS began_s,
  -- Names of AF_UNIX are written as in syscall.peer.
  CASE WHEN a.family = 1 THEN regexp_replace(a.address, '^(@?)(.*)$', '\1"\2"', 's') ELSE a.address END AS local,
  c.peer,
  c.connect_ns,
  coalesce(d.name, c.errno::VARCHAR) AS errno,
  c.sent_bytes,
  c.received_bytes
FROM told c
  CROSS JOIN tape t
  LEFT JOIN (SELECT seq, family, address FROM socket_address WHERE name IN ('bind', 'getsockname')) a ON c.own = a.seq
  LEFT JOIN errno_def d ON c.errno = d.errno
ORDER BY began_s, c.pid, c.fd, c.peer;
