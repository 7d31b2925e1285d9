-- Which arguments were cut, by call: what a larger -s would keep.
--
-- @column syscall VARCHAR: name of the call
-- @column argument VARCHAR: name of the argument; its number where the call is not described
-- @column kind VARCHAR: bytes, text, pointers or iovec_data
-- @column captures BIGINT: how many were cut
-- @column kept_bytes BIGINT [bytes]: kept of them
-- @column original_bytes BIGINT [bytes]: that the calls spoke of
-- @column longest_bytes BIGINT [bytes]: the longest that a call spoke of: -s of this size keeps all; NULL: not known
-- @order original_bytes, most first
-- @cost one pass over capture, joined with the calls of those that were cut
WITH cut AS (
  SELECT seq, arg, kind, octet_length(data) AS kept, original_length
  FROM capture
  WHERE flags & 1 <> 0
)
SELECT
  coalesce(s.name::VARCHAR, s.nr::VARCHAR) AS syscall,
  coalesce(d.parameters[c.arg + 1], c.arg::VARCHAR) AS argument,
  c.kind::VARCHAR AS kind,
  count(*) AS captures,
  coalesce(sum(c.kept), 0)::BIGINT AS kept_bytes,
  coalesce(sum(c.original_length), 0)::BIGINT AS original_bytes,
  max(c.original_length)::BIGINT AS longest_bytes
FROM cut c
  JOIN syscall s ON c.seq = s.seq
  LEFT JOIN syscall_def d ON s.abi = d.abi AND s.nr = d.nr
GROUP BY ALL
ORDER BY original_bytes DESC, captures DESC, syscall, argument, kind;
