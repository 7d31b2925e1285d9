-- /a is opened with O_WRONLY|O_CREAT|O_TRUNC and written twice, 5 and 6 bytes; /b is opened for reading; /c is made by creat; /d is cut; a failed write counts nothing.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, 577, 3, NULL, '/a', NULL, 0),
  (1, 10, 10, 'x86_64', 1, 'write', 1200000000, 1200000100, 100, 0, 5, 5, NULL, '/a', 5, 0),
  (2, 20, 20, 'x86_64', 1, 'write', 1300000000, 1300000100, 100, 0, 6, 6, NULL, '/a', 6, 0),
  (3, 20, 20, 'x86_64', 1, 'write', 1350000000, 1350000100, 100, 0, 6, -28, 28, '/a', NULL, 0),
  (4, 10, 10, 'x86_64', 2, 'open', 1400000000, 1400000100, 100, 0, 0, 4, NULL, '/b', NULL, 0),
  (5, 10, 10, 'x86_64', 85, 'creat', 1500000000, 1500000100, 100, 420, 0, 5, NULL, '/c', NULL, 0),
  (6, 10, 10, 'x86_64', 77, 'ftruncate', 1600000000, 1600000100, 100, 0, 0, 0, NULL, '/d', NULL, 0);
