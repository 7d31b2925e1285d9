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
-- @column text VARCHAR: the call as far as SQL tells it: paths whole, 32 bytes of other strings and buffers, flags by name, and what a descriptor is; structs by their address, which `analyze print` decodes. NULL: the call is not described
-- @order duration_ns, longest first
-- @cost one pass over syscall, one over the key of capture
WITH slow AS (
  SELECT * FROM syscall
  WHERE duration_ns IS NOT NULL AND ($syscall IS NULL OR name::VARCHAR = $syscall)
  ORDER BY duration_ns DESC, seq LIMIT $rows
), argument AS (
  SELECT
    s.seq,
    i,
    f.forms[i] AS form,
    [s.arg0, s.arg1, s.arg2, s.arg3, s.arg4, s.arg5][i] AS word,
    word & 4294967295 AS low,
    low::BIGINT - CASE WHEN low > 2147483647 THEN 4294967296 ELSE 0 END AS int,
    -- A path that a call names is not that of its descriptor, nor is who was accepted the other end of the listener.
    CASE WHEN int = s.fd AND NOT list_contains(f.forms, 'path') THEN '<' || coalesce(s.path, CASE WHEN s.name NOT IN ('accept', 'accept4') THEN s.peer END) || '>' END AS descriptor
  FROM slow s
    JOIN syscall_def f ON s.abi = f.abi AND s.nr = f.nr,
    unnest(range(1, len(f.parameters) + 1)) p(i)
), matched AS (
  -- Of several names for the same bits one, and none for a part of the bits of another.
  SELECT a.seq, a.i, d.mask & 4294967295 AS mask, min(d.name) AS name
  FROM argument a JOIN flag_def d
    ON a.form = 'set ' || d.set_name AND a.low & d.mask = d.value & 4294967295 AND d.mask & 4294967295 <> 0
  GROUP BY ALL
), named AS (
  SELECT m.seq, m.i, string_agg(m.name, '|' ORDER BY m.mask) AS names, bit_or(m.mask) AS mask
  FROM matched m
    ANTI JOIN matched o ON m.seq = o.seq AND m.i = o.i AND m.mask <> o.mask AND m.mask & o.mask = m.mask
  GROUP BY m.seq, m.i
), memory AS (
  -- What points to more than one piece of memory, or to one that changes in the call, is not shown.
  SELECT
    a.seq,
    a.i,
    any_value(CASE
      WHEN a.form = 'path' OR coalesce(c.original_length, 0) <= 32 AND octet_length(c.data) <= 32
        THEN '"' || c.data::VARCHAR || '"'
      ELSE '"' || c.data[1:32]::VARCHAR || '"...' END) AS text
  FROM argument a
    JOIN (SELECT seq, arg, kind, original_length, data FROM capture SEMI JOIN slow USING (seq)) c
      ON a.seq = c.seq AND a.i = c.arg + 1 AND c.kind = CASE a.form WHEN 'data' THEN 'bytes' ELSE 'text' END
  WHERE a.form IN ('path', 'text', 'data') AND c.data IS NOT NULL
  GROUP BY a.seq, a.i
  HAVING count(*) = 1
), written AS (
  SELECT
    a.seq,
    string_agg(CASE
      WHEN a.word IS NULL THEN '?'
      WHEN m.text IS NOT NULL THEN m.text
      -- AT_FDCWD.
      WHEN a.form = 'dirfd' AND a.int = -100 THEN 'AT_FDCWD'
      WHEN a.form IN ('fd', 'dirfd') THEN a.int || coalesce(a.descriptor, '')
      WHEN a.form = 'int' THEN a.int::VARCHAR
      WHEN a.form = 'uint' THEN a.low::VARCHAR
      WHEN a.form = 'long' THEN (a.word::HUGEINT - CASE WHEN a.word > 9223372036854775807 THEN 18446744073709551616 ELSE 0 END)::VARCHAR
      WHEN a.form = 'ulong' THEN a.word::VARCHAR
      WHEN a.form = 'octal' THEN format('0{:02o}', a.low)
      WHEN n.names IS NOT NULL THEN n.names || CASE WHEN a.low & ~n.mask & 4294967295 <> 0 THEN format('|0x{:x}', a.low & ~n.mask & 4294967295) ELSE '' END
      WHEN a.form IN ('path', 'text', 'data', 'address') AND a.word = 0 THEN 'NULL'
      WHEN a.word = 0 THEN '0'
      ELSE format('0x{:x}', a.word)
    END, ', ' ORDER BY a.i) AS text
  FROM argument a
    LEFT JOIN memory m ON a.seq = m.seq AND a.i = m.i
    LEFT JOIN named n ON a.seq = n.seq AND a.i = n.i
  GROUP BY a.seq
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
  CASE WHEN f.forms IS NOT NULL THEN s.name || '(' || coalesce(w.text, '') || ') = ' END || CASE
    -- From 512 on the kernel restarts the call.
    WHEN s.errno >= 512 THEN '? ' || coalesce(d.name, s.errno::VARCHAR)
    WHEN s.errno IS NOT NULL THEN '-1 ' || coalesce(d.name, s.errno::VARCHAR)
    WHEN f.forms[-1] IN ('address', 'hex') THEN format('0x{:x}', s.ret)
    ELSE s.ret::VARCHAR
  END AS text
FROM slow s
  CROSS JOIN tape t
  LEFT JOIN errno_def d ON s.errno = d.errno
  LEFT JOIN syscall_def f ON s.abi = f.abi AND s.nr = f.nr
  LEFT JOIN written w ON s.seq = w.seq
ORDER BY s.duration_ns DESC, s.seq;
