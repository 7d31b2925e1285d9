-- Address space that each process asked for and gave back. Memory that it only reserved is in it, in whole pages; what MAP_FIXED puts in the place of another mapping counts again.
--
-- @column pid INTEGER: process
-- @column command VARCHAR: what it ran last, or its name; NULL: not recorded
-- @column mmaps BIGINT: successful mmap calls
-- @column anonymous_bytes BIGINT [bytes]: mapped without a file
-- @column file_bytes BIGINT [bytes]: mapped from files
-- @column unmapped_bytes BIGINT [bytes]: given back by munmap; what execve and the end give back is not seen
-- @column remapped_bytes BIGINT [bytes]: grown, or shrunk, by mremap
-- @column brk_calls BIGINT: brk calls that moved the end of the heap
-- @column brk_bytes BIGINT [bytes]: that the heap grew by them, or shrank; the first one after a fork only where one of the parent's is on the tape
-- @column net_bytes BIGINT [bytes]: all together
-- @order net_bytes, most first
-- @cost one pass over syscall; sorts the brk calls, and joins the first ones with process
WITH heap AS (
  SELECT pid, entry_ns, arg0, ret, lag(ret) OVER (PARTITION BY pid ORDER BY seq) AS before
  FROM syscall
  WHERE name = 'brk' AND ret IS NOT NULL
), inherited AS (
  -- A process that fork made begins where its parent's heap ended then.
  SELECT h.pid, h.ret - b.ret AS moved
  FROM (
    SELECT h.pid, h.ret, p.parent_pid, p.begin_ns
    FROM heap h JOIN process p ON h.pid = p.pid AND h.entry_ns >= p.begin_ns AND (p.end_ns IS NULL OR h.entry_ns <= p.end_ns)
    WHERE h.before IS NULL AND h.arg0 <> 0
  ) h
    ASOF JOIN heap b ON h.parent_pid = b.pid AND h.begin_ns >= b.entry_ns
), moves AS (
  -- brk(0) only asks, and a program that execve has started asks first: what it is told is no growth.
  SELECT pid, ret - before AS moved FROM heap WHERE arg0 <> 0 AND before IS NOT NULL
  UNION ALL
  FROM inherited
), broken AS (
  SELECT pid, count(*) AS calls, sum(moved)::BIGINT AS bytes
  FROM moves
  WHERE moved <> 0
  GROUP BY pid
), sized AS (
  SELECT
    pid,
    name,
    arg3,
    (arg1::HUGEINT + page_size - 1) // page_size * page_size AS old_bytes,
    CASE name WHEN 'mremap' THEN (arg2::HUGEINT + page_size - 1) // page_size * page_size END AS new_bytes
  FROM syscall CROSS JOIN (SELECT page_size FROM tape)
  -- mmap of i386 has its arguments in memory.
  WHERE errno IS NULL AND ret IS NOT NULL AND name IN ('mmap', 'mmap2', 'munmap', 'mremap')
    AND NOT (name = 'mmap' AND abi = 'i386')
), mapped AS (
  SELECT
    pid,
    count(*) FILTER (name IN ('mmap', 'mmap2')) AS mmaps,
    -- MAP_ANONYMOUS is 0x20. Sizes beyond the address space were refused.
    coalesce(sum(old_bytes) FILTER (name IN ('mmap', 'mmap2') AND arg3 & 32 <> 0), 0)::BIGINT AS anonymous_bytes,
    coalesce(sum(old_bytes) FILTER (name IN ('mmap', 'mmap2') AND arg3 & 32 = 0), 0)::BIGINT AS file_bytes,
    coalesce(sum(old_bytes) FILTER (name = 'munmap'), 0)::BIGINT AS unmapped_bytes,
    coalesce(sum(new_bytes - old_bytes) FILTER (name = 'mremap'), 0)::BIGINT AS remapped_bytes
  FROM sized
  GROUP BY pid
)
SELECT
  coalesce(m.pid, b.pid) AS pid,
  (
    SELECT arg_max(p.command, p.begin_ns)
    FROM process p WHERE p.pid = coalesce(m.pid, b.pid)
  ) AS command,
  coalesce(m.mmaps, 0) AS mmaps,
  coalesce(m.anonymous_bytes, 0) AS anonymous_bytes,
  coalesce(m.file_bytes, 0) AS file_bytes,
  coalesce(m.unmapped_bytes, 0) AS unmapped_bytes,
  coalesce(m.remapped_bytes, 0) AS remapped_bytes,
  coalesce(b.calls, 0) AS brk_calls,
  coalesce(b.bytes, 0) AS brk_bytes,
  coalesce(m.anonymous_bytes + m.file_bytes - m.unmapped_bytes + m.remapped_bytes, 0) + coalesce(b.bytes, 0) AS net_bytes
FROM mapped m FULL JOIN broken b ON m.pid = b.pid
ORDER BY net_bytes DESC, pid;
