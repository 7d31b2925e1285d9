-- The calls that took longest, one row each. Waiting is counted: a read of a quiet pipe is slow.
--
-- @param rows BIGINT = 20: how many
-- @param syscall VARCHAR = NULL: only calls of this name; NULL: of any
-- @column seq BIGINT: place on the tape; joins syscall.seq and capture.seq
-- @column began_s DOUBLE [s]: since recording began
-- @column duration_ns BIGINT [ns]: wall time
-- @column pid INTEGER: process
-- @column tid INTEGER: thread
-- @column syscall VARCHAR: name of the call; NULL: one that this version does not know
-- @column ret BIGINT: result; an error as its negative number
-- @column errno VARCHAR: name of the error; NULL: none
-- @column fd INTEGER: the descriptor that the call is about; NULL: none
-- @column path VARCHAR: the path that the call is about; NULL: none, or not known
-- @order duration_ns, longest first
-- @cost one pass over syscall
SELECT
  s.seq,
  round((s.entry_ns - t.monotonic_ns) / 1e9, 6) AS began_s,
  s.duration_ns,
  s.pid,
  s.tid,
  s.name::VARCHAR AS syscall,
  s.ret,
  coalesce(d.name, s.errno::VARCHAR) AS errno,
  s.fd,
  s.path
FROM (
    SELECT * FROM syscall
    WHERE duration_ns IS NOT NULL AND ($syscall IS NULL OR name::VARCHAR = $syscall)
    ORDER BY duration_ns DESC, seq LIMIT $rows
  ) s
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON s.errno = d.errno
ORDER BY s.duration_ns DESC, s.seq;
