-- 30 of 40 records are lost in two gaps.
UPDATE tape SET lost_records = 30, whole = false;
INSERT INTO lost (seq, count, from_ns, to_ns, backend, reason) VALUES
  (4, 10, 1100000000, 1200000000, 'ebpf', 'ring full'), (9, 20, 1300000000, 1350000000, 'ebpf', 'ring full');
