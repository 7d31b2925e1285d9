-- How many calls took how long, in classes that double. Two humps are two ways through the kernel: a cache hit and a miss, or work and waiting.
--
-- @param syscall VARCHAR = NULL: only calls of this name; NULL: of any
-- @column from_ns BIGINT [ns]: shortest time of the class
-- @column below_ns BIGINT [ns]: the next class begins here
-- @column calls BIGINT: calls in the class
-- @column percent DOUBLE [%]: share of all calls that returned
-- @column bar VARCHAR: the calls as a bar, the fullest class forty signs long
-- @order from_ns, shortest first
-- @cost one pass over syscall
WITH classes AS (
  SELECT
    CASE WHEN duration_ns < 1 THEN -1 ELSE floor(log2(duration_ns))::INTEGER END AS class,
    count(*) AS calls
  FROM syscall
  WHERE duration_ns IS NOT NULL AND ($syscall IS NULL OR name::VARCHAR = $syscall)
  GROUP BY class
)
SELECT
  CASE WHEN class < 0 THEN 0 ELSE 1::BIGINT << class END AS from_ns,
  1::BIGINT << (class + 1) AS below_ns,
  calls,
  round(100 * calls / sum(calls) OVER (), 2)::DOUBLE AS percent,
  repeat('#', greatest(1, (40 * calls // max(calls) OVER ())::BIGINT)) AS bar
FROM classes
ORDER BY class;
