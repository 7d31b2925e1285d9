-- /a is opened for reading by two processes, one reads 10 bytes; /b is opened for writing; /c is opened with O_PATH; /d cannot be opened; /e is only read.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, 524288, 3, NULL, '/a', NULL, 0),
  (1, 20, 20, 'x86_64', 2, 'open', 1200000000, 1200000100, 100, 2, 0, 3, NULL, '/a', NULL, 0),
  (2, 10, 10, 'x86_64', 0, 'read', 1300000000, 1300000100, 100, 0, 100, 10, NULL, '/a', 10, 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 0, 577, 4, NULL, '/b', NULL, 0),
  (4, 10, 10, 'x86_64', 257, 'openat', 1500000000, 1500000100, 100, 0, 2097152, 5, NULL, '/c', NULL, 0),
  (5, 10, 10, 'x86_64', 257, 'openat', 1600000000, 1600000100, 100, 0, 0, -2, 2, '/d', NULL, 0),
  (6, 10, 10, 'x86_64', 17, 'pread64', 1700000000, 1700000100, 100, 0, 4, 4, NULL, '/e', 4, 0);
