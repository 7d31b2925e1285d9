-- Calls that name a path or use a descriptor of it, by path and name: how many, how many failed, and how long they took.
--
-- @column path VARCHAR: the path, absolute; calls whose path is not known are left out
-- @column syscall VARCHAR: name of the call
-- @column calls BIGINT: how often it was made
-- @column errors BIGINT: how often it failed
-- @column total_ns BIGINT [ns]: wall time in all; calls that did not return have none
-- @column time_percent DOUBLE [%]: share of the wall time of all calls
-- @column average_ns BIGINT [ns]: mean wall time; NULL: no call returned
-- @column p50_ns BIGINT [ns]: median
-- @column p95_ns BIGINT [ns]: 95 of 100 calls took no longer
-- @column p99_ns BIGINT [ns]: 99 of 100 calls took no longer
-- @column max_ns BIGINT [ns]: the longest
-- @order total_ns, longest first; of equals the one with more calls, then the earlier one
-- @cost two passes over syscall
WITH called AS (
  SELECT
    path,
    coalesce(name::VARCHAR, format('syscall_0x{:x}', unknown_nr)) AS syscall,
    count(*) AS calls,
    count(errno) AS errors,
    coalesce(sum(duration_ns), 0)::BIGINT AS total_ns,
    round(avg(duration_ns))::BIGINT AS average_ns,
    -- Sorted in lists, NULLs last: quantile_disc takes more memory than there is where groups are many.
    list_sort(list(duration_ns)) AS durations,
    count(duration_ns) AS returned,
    -- Sorting by it, where all else is equal, is a third of the work of sorting by names.
    min(seq) AS first_seq
  FROM (SELECT *, CASE WHEN name IS NULL THEN nr END AS unknown_nr FROM syscall WHERE path IS NOT NULL)
  GROUP BY path, name, unknown_nr
)
SELECT
  path,
  syscall,
  calls,
  errors,
  total_ns,
  round(100 * total_ns / greatest((SELECT sum(duration_ns) FROM syscall WHERE path IS NOT NULL), 1), 2)::DOUBLE AS time_percent,
  average_ns,
  durations[(50 * returned + 99) // 100] AS p50_ns,
  durations[(95 * returned + 99) // 100] AS p95_ns,
  durations[(99 * returned + 99) // 100] AS p99_ns,
  durations[returned] AS max_ns
FROM called
ORDER BY total_ns DESC, calls DESC, first_seq;
