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
-- @column text VARCHAR: the call with its arguments by name, strings as text and the rest as raw words; `analyze print` decodes them all. NULL: the call is not described
-- @order duration_ns, longest first
-- @cost one pass over syscall, one over the key of capture
WITH slow AS (
  SELECT * FROM syscall
  WHERE duration_ns IS NOT NULL AND ($syscall IS NULL OR name::VARCHAR = $syscall)
  ORDER BY duration_ns DESC, seq LIMIT $rows
), string AS (
  -- An argument that points to one string, of which at most 32 bytes are shown; a vector of strings points to more.
  SELECT
    seq,
    arg,
    any_value('"' || data[1:32]::VARCHAR || CASE WHEN octet_length(data) > 32 THEN '"...' ELSE '"' END) AS text
  FROM capture SEMI JOIN slow USING (seq)
  WHERE kind = 'text' AND data IS NOT NULL
  GROUP BY seq, arg
  HAVING count(*) = 1
), strings AS (
  SELECT
    seq,
    [max(text) FILTER (arg = 0), max(text) FILTER (arg = 1), max(text) FILTER (arg = 2),
      max(text) FILTER (arg = 3), max(text) FILTER (arg = 4), max(text) FILTER (arg = 5)] AS texts
  FROM string
  GROUP BY seq
)
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
  s.path,
  s.name || '(' || array_to_string(list_transform(range(1, len(f.parameters) + 1),
    lambda i: f.parameters[i] || '=' || coalesce(
      x.texts[i], format('0x{:x}', [s.arg0, s.arg1, s.arg2, s.arg3, s.arg4, s.arg5][i]), '?')), ', ') || ')' AS text
FROM slow s
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON s.errno = d.errno
  LEFT JOIN syscall_def f ON s.abi = f.abi AND s.nr = f.nr
  LEFT JOIN strings x ON s.seq = x.seq
ORDER BY s.duration_ns DESC, s.seq;
