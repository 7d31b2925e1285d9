-- Mappings that are writable and executable at once: whoever can write there can run what was written.
--
-- @column seq BIGINT: the call; joins syscall.seq
-- @column at_s DOUBLE [s]: when, since recording began
-- @column pid INTEGER: process
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column syscall VARCHAR: mmap, shmat, or the mprotect that made it so
-- @column address VARCHAR: where, in hexadecimal
-- @column bytes BIGINT [bytes]: how much; NULL: shmat does not say
-- @column file VARCHAR: what is mapped; NULL: no file, or not known
-- @order seq
-- @cost one pass over syscall
SELECT
  s.seq,
  round((s.entry_ns - t.monotonic_ns) / 1e9, 6) AS at_s,
  s.pid,
  (SELECT arg_max(p.command, p.begin_ns) FROM process p WHERE p.pid = s.pid) AS command,
  s.name::VARCHAR AS syscall,
  CASE WHEN s.name IN ('mmap', 'mmap2', 'shmat') THEN format('0x{:x}', s.ret) ELSE format('0x{:x}', s.arg0) END AS address,
  CASE WHEN s.name <> 'shmat' THEN s.arg1 END::BIGINT AS bytes,
  s.path AS file
FROM syscall s CROSS JOIN tape t
-- PROT_WRITE 2, PROT_EXEC 4; mmap of i386 has its arguments in memory.
WHERE (
    s.name IN ('mmap', 'mmap2', 'mprotect', 'pkey_mprotect') AND s.arg2 & 6 = 6
    -- SHM_EXEC is 0100000, SHM_RDONLY 010000.
    OR s.name = 'shmat' AND s.arg2 & 36864 = 32768)
  AND s.errno IS NULL AND s.ret IS NOT NULL AND NOT (s.name = 'mmap' AND s.abi = 'i386')
ORDER BY s.seq;
