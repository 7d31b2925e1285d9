-- Futexes that threads waited for: the locks and conditions of a program, by address. A wait only reaches the kernel where the lock was taken.
--
-- @param rows BIGINT = 50: how many
-- @column pid INTEGER: process
-- @column address VARCHAR: of the futex, in hexadecimal
-- @column waits BIGINT: calls that waited, or were about to
-- @column wait_ns BIGINT [ns]: how long in all; calls that did not return have none
-- @column max_ns BIGINT [ns]: the longest; NULL: none returned
-- @column missed BIGINT: waits that ended at once, for the value had changed (EAGAIN)
-- @column timeouts BIGINT: waits that ended by their time (ETIMEDOUT)
-- @column waiters BIGINT: how many threads waited
-- @column wakes BIGINT: calls that woke
-- @column woken BIGINT: threads that they woke
-- @order wait_ns, longest first
-- @cost two passes over the futex calls of syscall
WITH used AS (
  SELECT
    pid,
    tid,
    arg0 AS address,
    CASE
      WHEN name = 'futex_wait' THEN 0
      WHEN name = 'futex_wake' THEN 1
      ELSE arg1 & 127
    END AS op,
    duration_ns,
    -- Requeueing counts those that it moved among those that it woke, of which arg2 is the limit.
    CASE WHEN name IN ('futex', 'futex_time64') AND arg1 & 127 IN (3, 4) THEN least(ret, (arg2 & 4294967295)::BIGINT) ELSE ret END AS ret,
    errno
  FROM syscall
  WHERE name IN ('futex', 'futex_time64', 'futex_wait', 'futex_wake')
), marked AS (
  -- FUTEX_WAIT, LOCK_PI, WAIT_BITSET, WAIT_REQUEUE_PI, LOCK_PI2; WAKE, REQUEUE, CMP_REQUEUE, WAKE_OP, UNLOCK_PI, WAKE_BITSET.
  SELECT *, op IN (0, 6, 9, 11, 13) AS waits, op IN (1, 3, 4, 5, 7, 10) AS wakes FROM used
), by_address AS (
  SELECT
    pid,
    address,
    count(*) FILTER (waits) AS waits,
    coalesce(sum(duration_ns) FILTER (waits), 0)::BIGINT AS wait_ns,
    max(duration_ns) FILTER (waits) AS max_ns,
    count(*) FILTER (waits AND errno = 11) AS missed,
    count(*) FILTER (waits AND errno = 110) AS timeouts,
    count(*) FILTER (wakes) AS wakes,
    coalesce(sum(ret) FILTER (wakes AND ret > 0), 0)::BIGINT AS woken
  FROM marked
  GROUP BY pid, address
  HAVING count(*) FILTER (waits) > 0
  ORDER BY wait_ns DESC, pid, address
  LIMIT $rows
), waiting AS (
  SELECT m.pid, m.address, count(DISTINCT m.tid) AS waiters
  FROM marked m SEMI JOIN by_address b ON m.pid = b.pid AND m.address = b.address
  WHERE m.waits
  GROUP BY m.pid, m.address
)
SELECT
  b.pid,
  format('0x{:x}', b.address) AS address,
  b.waits,
  b.wait_ns,
  b.max_ns,
  b.missed,
  b.timeouts,
  w.waiters,
  b.wakes,
  b.woken
FROM by_address b JOIN waiting w ON b.pid = w.pid AND b.address = w.address
ORDER BY b.wait_ns DESC, b.pid, b.address;
