-- 4 records lost, no end, two captures cut of which one is late too, one unreadable, one read that did not return.
UPDATE tape SET lost_records = 4, end_reason = NULL, whole = false;
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, errno, data) VALUES
  (0, 1, 'exit', 'bytes', 0, 0, 4096, 300, 1, NULL, 'abc'),
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 300, 3, NULL, 'abc'),
  (1, 1, 'entry', 'bytes', 0, 0, 0, 300, 0, 14, NULL),
  (1, 1, 'exit', 'bytes', 0, 0, 8192, 3, 0, NULL, 'abc');
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, flags) VALUES
  (2, 10, 10, 'x86_64', 0, 'read', 1000000000, 2),
  (3, 10, 10, 'x86_64', 231, 'exit_group', 1000000000, 2);
