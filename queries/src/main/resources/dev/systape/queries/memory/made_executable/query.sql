-- Memory that mprotect made executable: just-in-time compilers do that, and so does code that was smuggled in. Of memory that was writable before, the program wrote what it will run.
--
-- @column seq BIGINT: the call; joins syscall.seq
-- @column at_s DOUBLE [s]: when, since recording began
-- @column pid INTEGER: process
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column address VARCHAR: where, in hexadecimal
-- @column bytes BIGINT [bytes]: how much
-- @column protection VARCHAR: what it is now, as r-x
-- @column before VARCHAR: what the last mmap or mprotect over its start asked for; NULL: not recorded
-- @column file VARCHAR: what is mapped there; NULL: no file, or not known
-- @order seq
-- @cost one pass over syscall, joined with the mappings of the same process
WITH protected AS (
  -- PROT_READ 1, PROT_WRITE 2, PROT_EXEC 4.
  SELECT *
  FROM syscall
  WHERE name IN ('mprotect', 'pkey_mprotect') AND errno IS NULL AND arg2 & 4 <> 0
), mapping AS (
  SELECT
    seq,
    pid,
    CASE WHEN name IN ('mmap', 'mmap2') THEN ret::UBIGINT ELSE arg0 END AS address,
    arg1 AS bytes,
    arg2 & 7 AS prot,
    path,
    name IN ('mmap', 'mmap2') AS is_map
  FROM syscall
  WHERE ret >= 0 AND name IN ('mmap', 'mmap2', 'mprotect', 'pkey_mprotect')
    AND NOT (name = 'mmap' AND abi = 'i386') AND pid IN (SELECT pid FROM protected)
), range AS (
  -- A range of up to 2^size bytes reaches into no more than two blocks of that size.
  SELECT *, unnest([address >> size, (address + bytes - 1) >> size]) AS block
  FROM (SELECT DISTINCT pid, address, bytes, ceil(log2(bytes))::UBIGINT AS size FROM mapping WHERE bytes > 0)
), place AS (
  SELECT pid, arg0, size, arg0 >> size AS block
  FROM (SELECT DISTINCT pid, arg0 FROM protected) CROSS JOIN (SELECT DISTINCT size FROM range)
), covered AS (
  SELECT DISTINCT l.pid, l.arg0, r.address, r.bytes
  FROM place l JOIN range r ON l.pid = r.pid AND l.size = r.size AND l.block = r.block
  WHERE l.arg0 >= r.address AND l.arg0 < r.address + r.bytes
), earlier AS (
  -- Of each range that covers the address the last call before, and the last that mapped it.
  SELECT p.seq, m.seq AS last_seq, m.prot, f.seq AS mapped_seq, f.path
  FROM (SELECT p.seq, c.* FROM protected p JOIN covered c ON p.pid = c.pid AND p.arg0 = c.arg0) p
    ASOF JOIN mapping m
      ON p.pid = m.pid AND p.address = m.address AND p.bytes = m.bytes AND p.seq > m.seq
    ASOF LEFT JOIN (FROM mapping WHERE is_map) f
      ON p.pid = f.pid AND p.address = f.address AND p.bytes = f.bytes AND p.seq > f.seq
), before AS (
  SELECT seq, arg_max(prot, last_seq) AS prot, arg_max(coalesce(path, ''), mapped_seq) AS path
  FROM earlier
  GROUP BY seq
)
SELECT
  p.seq,
  round((p.entry_ns - t.monotonic_ns) / 1e9, 6) AS at_s,
  p.pid,
  (SELECT arg_max(q.command, q.begin_ns) FROM process q WHERE q.pid = p.pid) AS command,
  format('0x{:x}', p.arg0) AS address,
  p.arg1::BIGINT AS bytes,
  ['--x', 'r-x', '-wx', 'rwx'][1 + (p.arg2 & 3)::BIGINT] AS protection,
  ['---', 'r--', '-w-', 'rw-', '--x', 'r-x', '-wx', 'rwx'][1 + b.prot::BIGINT] AS before,
  nullif(b.path, '') AS file
FROM protected p
  CROSS JOIN tape t
  LEFT JOIN before b ON p.seq = b.seq
ORDER BY p.seq;
