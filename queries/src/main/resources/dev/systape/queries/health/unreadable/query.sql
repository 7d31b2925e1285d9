-- Arguments whose memory could not be read: the program passed a bad address, or the memory went away.
--
-- @column syscall VARCHAR: name of the call
-- @column argument VARCHAR: name of the argument; its number where the call is not described
-- @column phase VARCHAR: entry or exit: when reading it was tried
-- @column errno VARCHAR: why it could not be read
-- @column captures BIGINT: how many
-- @column partly BIGINT: how many of them hold a part
-- @column null_addresses BIGINT: how many are of address 0
-- @column call_failed BIGINT: how many are of calls that failed with EFAULT: the kernel could not read it either
-- @column example_seq BIGINT: one of the calls; joins syscall.seq
-- @order captures, most first
-- @cost one pass over capture, joined with the calls of those that could not be read
SELECT
  coalesce(s.name::VARCHAR, s.nr::VARCHAR) AS syscall,
  coalesce(d.parameters[c.arg + 1], c.arg::VARCHAR) AS argument,
  c.phase::VARCHAR AS phase,
  coalesce(e.name, c.errno::VARCHAR) AS errno,
  count(*) AS captures,
  count(c.data) AS partly,
  count(*) FILTER (c.address = 0) AS null_addresses,
  count(*) FILTER (s.errno = 14) AS call_failed,
  min(c.seq) AS example_seq
FROM (SELECT * FROM capture WHERE errno IS NOT NULL) c
  JOIN syscall s ON c.seq = s.seq
  LEFT JOIN syscall_def d ON s.abi = d.abi AND s.nr = d.nr
  LEFT JOIN errno_def e ON c.errno = e.errno
GROUP BY ALL
ORDER BY captures DESC, syscall, argument, phase, errno;
