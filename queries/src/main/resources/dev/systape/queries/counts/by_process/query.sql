-- Calls by process and name: how many, how many failed, and how long they took.
--
-- @column pid INTEGER: process; where the kernel gave a pid out again, each process has rows of its own
-- @column command VARCHAR: what the process ran last, or its name; NULL: not recorded
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
-- @order total_ns, longest first
-- @cost one pass over syscall, joined with process
WITH owner AS (
  -- A pid is a process's from the end of the one before it until the next begins.
  SELECT
    pid,
    begin_ns,
    command,
    CASE WHEN row_number() OVER reuse = 1 THEN 0 ELSE begin_ns END AS from_ns,
    coalesce(lead(begin_ns) OVER reuse - 1, 9223372036854775807) AS to_ns
  FROM process
  WINDOW reuse AS (PARTITION BY pid ORDER BY begin_ns)
), called AS (
  SELECT
    pid,
    any_value(command) AS command,
    coalesce(name::VARCHAR, format('syscall_0x{:x}', unknown_nr)) AS syscall,
    count(*) AS calls,
    count(errno) AS errors,
    coalesce(sum(duration_ns), 0)::BIGINT AS total_ns,
    round(avg(duration_ns))::BIGINT AS average_ns,
    -- Sorted in lists, NULLs last: quantile_disc takes more memory than there is where groups are many.
    list_sort(list(duration_ns)) AS durations,
    count(duration_ns) AS returned
  FROM (
    SELECT
      s.*,
      p.begin_ns,
      p.command,
      CASE WHEN name IS NULL THEN nr END AS unknown_nr
    FROM syscall s LEFT JOIN owner p
      ON s.pid = p.pid AND coalesce(s.entry_ns, s.exit_ns) BETWEEN p.from_ns AND p.to_ns
  )
  GROUP BY pid, begin_ns, name, unknown_nr
)
SELECT
  pid,
  command,
  syscall,
  calls,
  errors,
  total_ns,
  round(100 * total_ns / greatest(sum(total_ns) OVER (), 1), 2)::DOUBLE AS time_percent,
  average_ns,
  durations[(50 * returned + 99) // 100] AS p50_ns,
  durations[(95 * returned + 99) // 100] AS p95_ns,
  durations[(99 * returned + 99) // 100] AS p99_ns,
  durations[returned] AS max_ns
FROM called
ORDER BY total_ns DESC, calls DESC, pid, syscall;
