-- 4 records lost, no end, two buffers cut at 3 bytes of which one is late too, one cut elsewhere, one unreadable, one read that did not return.
UPDATE tape SET string_limit = 3, lost_records = 4, end_reason = NULL, whole = false;
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, errno, data) VALUES
  (0, 1, 'exit', 'bytes', 0, 0, 4096, 300, 1, NULL, 'abc'),
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 300, 3, NULL, 'abc'),
  (0, 2, 'entry', 'pointers', 0, 0, 4096, 300, 1, NULL, 'abcdefgh'),
  (1, 1, 'entry', 'bytes', 0, 0, 0, 300, 0, 14, NULL),
  (1, 1, 'exit', 'bytes', 0, 0, 8192, 3, 0, NULL, 'abc');
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, flags) VALUES
  (2, 10, 10, 'x86_64', 0, 'read', 1000000000, 2),
  (3, 10, 10, 'x86_64', 231, 'exit_group', 1000000000, 2);
