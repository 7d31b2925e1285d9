-- 3 is opened, closed and opened again; 4 is closed by dup2, 5 by close_range, 6 by execve, 7 was opened without O_CLOEXEC and survives that. 8 was marked by F_SETFD and goes, 9 was opened with O_CLOEXEC, unmarked by ioctl, and stays; 10 was opened so by openat2 and goes; what execve was followed by marks nothing.
INSERT INTO process (pid, begin_ns, comm, argv, execs) VALUES (10, 1000000000, 'sh', ['leak'], 1);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, 0, 0, 3, NULL, '/a', 0),
  (1, 10, 10, 'x86_64', 3, 'close', 1200000000, 1200000100, 100, 3, 0, 0, 0, NULL, '/a', 0),
  (2, 10, 10, 'x86_64', 257, 'openat', 1300000000, 1300000100, 100, 0, 0, 0, 3, NULL, '/b', 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 0, 0, 0, 4, NULL, '/c', 0),
  (4, 10, 10, 'x86_64', 33, 'dup2', 1500000000, 1500000100, 100, 3, 4, 0, 4, NULL, '/b', 0),
  (5, 10, 10, 'x86_64', 2, 'open', 1600000000, 1600000100, 100, 0, 0, 0, 5, NULL, '/d', 0),
  (6, 10, 10, 'x86_64', 436, 'close_range', 1700000000, 1700000100, 100, 5, 9, 0, 0, NULL, NULL, 0),
  (7, 10, 10, 'x86_64', 257, 'openat', 1800000000, 1800000100, 100, 0, 0, 524288, 6, NULL, '/e', 0),
  (8, 10, 10, 'x86_64', 257, 'openat', 1900000000, 1900000100, 100, 0, 0, 0, 7, NULL, '/f', 0),
  (9, 10, 10, 'x86_64', 59, 'execve', 2000000000, 2000000100, 100, 0, 0, 0, 0, NULL, '/bin/leak', 0);
INSERT INTO process (pid, begin_ns, comm, argv, execs) VALUES (20, 1000000000, 'sh', ['mark'], 1);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, errno, path, flags) VALUES
  (10, 20, 20, 'x86_64', 257, 'openat', 2100000000, 2100000100, 100, 0, 0, 0, 8, NULL, '/g', 0),
  (11, 20, 20, 'x86_64', 72, 'fcntl', 2110000000, 2110000100, 100, 8, 2, 1, 0, NULL, '/g', 0),
  (12, 20, 20, 'x86_64', 257, 'openat', 2200000000, 2200000100, 100, 0, 0, 524288, 9, NULL, '/h', 0),
  (13, 20, 20, 'x86_64', 16, 'ioctl', 2210000000, 2210000100, 100, 9, 21584, 0, 0, NULL, '/h', 0),
  (14, 20, 20, 'x86_64', 437, 'openat2', 2300000000, 2300000100, 100, 0, 0, 4096, 10, NULL, '/i', 0),
  (15, 20, 20, 'x86_64', 59, 'execve', 2400000000, 2400000100, 100, 0, 0, 0, 0, NULL, '/bin/mark', 0),
  (16, 20, 20, 'x86_64', 72, 'fcntl', 2500000000, 2500000100, 100, 9, 2, 1, 0, NULL, '/h', 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (14, 2, 'entry', 'bytes', 0, 0, 4096, 24, 0, '\x00\x00\x08\x00\x00\x00\x00\x00');
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
