-- /a is opened with O_WRONLY|O_CREAT|O_TRUNC and written twice, 5 and 6 bytes; /b is opened for reading; /c is made by creat; /d is cut; a failed write counts nothing; openat2 empties /e, which 30 bytes are copied and 20 sent to.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, 577, 3, NULL, '/a', NULL, 0),
  (1, 10, 10, 'x86_64', 1, 'write', 1200000000, 1200000100, 100, 0, 5, 5, NULL, '/a', 5, 0),
  (2, 20, 20, 'x86_64', 1, 'write', 1300000000, 1300000100, 100, 0, 6, 6, NULL, '/a', 6, 0),
  (3, 20, 20, 'x86_64', 1, 'write', 1350000000, 1350000100, 100, 0, 6, -28, 28, '/a', NULL, 0),
  (4, 10, 10, 'x86_64', 2, 'open', 1400000000, 1400000100, 100, 0, 0, 4, NULL, '/b', NULL, 0),
  (5, 10, 10, 'x86_64', 85, 'creat', 1500000000, 1500000100, 100, 420, 0, 5, NULL, '/c', NULL, 0),
  (6, 10, 10, 'x86_64', 77, 'ftruncate', 1600000000, 1600000100, 100, 0, 0, 0, NULL, '/d', NULL, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, path, path2, bytes, flags) VALUES
  (7, 10, 10, 'x86_64', 437, 'openat2', 1700000000, 1700000100, 100, 6, '/e', NULL, NULL, 0),
  (8, 10, 10, 'x86_64', 326, 'copy_file_range', 1800000000, 1800000100, 100, 30, '/b', '/e', 30, 0),
  (9, 10, 10, 'x86_64', 40, 'sendfile', 1900000000, 1900000100, 100, 20, '/e', '/b', 20, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (7, 2, 'entry', 'bytes', 0, 0, 4096, 24, 0, '\x41\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00');
