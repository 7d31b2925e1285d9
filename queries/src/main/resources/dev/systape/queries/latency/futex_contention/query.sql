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
-- @cost one pass over syscall
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
    ret,
    errno
  FROM syscall
  WHERE name IN ('futex', 'futex_time64', 'futex_wait', 'futex_wake')
), marked AS (
  -- FUTEX_WAIT, LOCK_PI, WAIT_BITSET, WAIT_REQUEUE_PI, LOCK_PI2; WAKE, REQUEUE, CMP_REQUEUE, WAKE_OP, UNLOCK_PI, WAKE_BITSET.
  SELECT *, op IN (0, 6, 9, 11, 13) AS waits, op IN (1, 3, 4, 5, 7, 10) AS wakes FROM used
)
SELECT
  pid,
  format('0x{:x}', address) AS address,
  count(*) FILTER (waits) AS waits,
  coalesce(sum(duration_ns) FILTER (waits), 0)::BIGINT AS wait_ns,
  max(duration_ns) FILTER (waits) AS max_ns,
  count(*) FILTER (waits AND errno = 11) AS missed,
  count(*) FILTER (waits AND errno = 110) AS timeouts,
  count(DISTINCT tid) FILTER (waits) AS waiters,
  count(*) FILTER (wakes) AS wakes,
  coalesce(sum(ret) FILTER (wakes AND ret > 0), 0)::BIGINT AS woken
FROM marked
GROUP BY pid, marked.address
HAVING count(*) FILTER (waits) > 0
ORDER BY wait_ns DESC, pid, marked.address
LIMIT $rows;
