-- /a is opened for reading by two processes, one reads 10 bytes; /b is opened for writing; /c is opened with O_PATH; /d cannot be opened; /e is only read; openat2 opens /f with O_RDWR, and 30 bytes of it are copied and 20 sent.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, 524288, 3, NULL, '/a', NULL, 0),
  (1, 20, 20, 'x86_64', 2, 'open', 1200000000, 1200000100, 100, 2, 0, 3, NULL, '/a', NULL, 0),
  (2, 10, 10, 'x86_64', 0, 'read', 1300000000, 1300000100, 100, 0, 100, 10, NULL, '/a', 10, 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 0, 577, 4, NULL, '/b', NULL, 0),
  (4, 10, 10, 'x86_64', 257, 'openat', 1500000000, 1500000100, 100, 0, 2097152, 5, NULL, '/c', NULL, 0),
  (5, 10, 10, 'x86_64', 257, 'openat', 1600000000, 1600000100, 100, 0, 0, -2, 2, '/d', NULL, 0),
  (6, 10, 10, 'x86_64', 17, 'pread64', 1700000000, 1700000100, 100, 0, 4, 4, NULL, '/e', 4, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, path, path2, bytes, flags) VALUES
  (7, 10, 10, 'x86_64', 437, 'openat2', 1800000000, 1800000100, 100, 6, '/f', NULL, NULL, 0),
  (8, 10, 10, 'x86_64', 326, 'copy_file_range', 1900000000, 1900000100, 100, 30, '/f', '/a', 30, 0),
  (9, 10, 10, 'x86_64', 40, 'sendfile', 2000000000, 2000000100, 100, 20, '/a', '/f', 20, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (7, 2, 'entry', 'bytes', 0, 0, 4096, 24, 0, '\x02\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00');
