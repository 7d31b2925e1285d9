-- How the wall time of calls is spread, by name. A p99 far above the median is a call that mostly is quick and sometimes waits.
--
-- @column syscall VARCHAR: name of the call
-- @column calls BIGINT: how many returned
-- @column min_ns BIGINT [ns]: the shortest
-- @column p25_ns BIGINT [ns]: 25 of 100 calls took no longer
-- @column p50_ns BIGINT [ns]: median
-- @column p75_ns BIGINT [ns]: 75 of 100 calls took no longer
-- @column p90_ns BIGINT [ns]: 90 of 100 calls took no longer
-- @column p95_ns BIGINT [ns]: 95 of 100 calls took no longer
-- @column p99_ns BIGINT [ns]: 99 of 100 calls took no longer
-- @column p999_ns BIGINT [ns]: 999 of 1000 calls took no longer
-- @column max_ns BIGINT [ns]: the longest
-- @order p99_ns, longest first
-- @cost one pass over syscall
WITH spread AS (
  SELECT
    coalesce(name::VARCHAR, format('syscall_0x{:x}', unknown_nr)) AS syscall,
    count(*) AS calls,
    min(duration_ns) AS min_ns,
    quantile_disc(duration_ns, [0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]) AS percentiles,
    max(duration_ns) AS max_ns
  FROM (SELECT *, CASE WHEN name IS NULL THEN nr END AS unknown_nr FROM syscall WHERE duration_ns IS NOT NULL)
  GROUP BY name, unknown_nr
)
SELECT
  syscall,
  calls,
  min_ns,
  percentiles[1] AS p25_ns,
  percentiles[2] AS p50_ns,
  percentiles[3] AS p75_ns,
  percentiles[4] AS p90_ns,
  percentiles[5] AS p95_ns,
  percentiles[6] AS p99_ns,
  percentiles[7] AS p999_ns,
  max_ns
FROM spread
ORDER BY p99_ns DESC, syscall;
