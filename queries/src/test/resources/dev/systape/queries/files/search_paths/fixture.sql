-- libx.so is not in /lib and not in / but in /usr/lib; other.so is looked for once; tool is nowhere; plugins, as a directory, is in /a and /b neither.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, -2, 2, '/lib/libx.so', 0),
  (1, 10, 10, 'x86_64', 257, 'openat', 1200000000, 1200000100, 100, -2, 2, '/libx.so', 0),
  (2, 10, 10, 'x86_64', 257, 'openat', 1300000000, 1300000100, 100, -2, 2, '/lib/libx.so', 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 3, NULL, '/usr/lib/libx.so', 0),
  (4, 10, 10, 'x86_64', 257, 'openat', 1500000000, 1500000100, 100, -2, 2, '/lib/other.so', 0),
  (5, 20, 20, 'x86_64', 59, 'execve', 1600000000, 1600000100, 100, -2, 2, '/bin/tool', 0),
  (6, 20, 20, 'x86_64', 59, 'execve', 1700000000, 1700000100, 100, -2, 2, '/usr/bin/tool', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (7, 30, 30, 'x86_64', 257, 'openat', 1800000000, 1800000100, 100, -2, 2, '/a/plugins/', 0),
  (8, 30, 30, 'x86_64', 4, 'stat', 1900000000, 1900000100, 100, -2, 2, '/b/plugins', 0);
