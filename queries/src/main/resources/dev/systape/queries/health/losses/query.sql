-- When records were lost, and why. No rows: the recorder says that it lost nothing.
--
-- @column seq BIGINT: place on the tape
-- @column from_s DOUBLE [s]: first moment at which one may be missing, since recording began
-- @column to_s DOUBLE [s]: last moment
-- @column lost BIGINT: how many records
-- @column percent DOUBLE [%]: share of all records, lost ones included
-- @column backend VARCHAR: ptrace or ebpf
-- @column reason VARCHAR: ring full, no memory or tape full
-- @order seq
-- @cost lost alone
SELECT
  l.seq,
  round((l.from_ns - t.monotonic_ns) / 1e9, 6) AS from_s,
  round((l.to_ns - t.monotonic_ns) / 1e9, 6) AS to_s,
  l.count AS lost,
  round(100 * l.count / greatest(t.records + t.lost_records, 1), 2)::DOUBLE AS percent,
  l.backend,
  l.reason
FROM lost l CROSS JOIN tape t
ORDER BY l.seq;
