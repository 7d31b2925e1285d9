-- libx.so is looked for in two directories by two processes and found in the second; one name is not known.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, -2, 2, '/lib/libx.so', 0),
  (1, 10, 10, 'x86_64', 257, 'openat', 1200000000, 1200000100, 100, 3, NULL, '/usr/lib/libx.so', 0),
  (2, 20, 20, 'x86_64', 257, 'openat', 1300000000, 1300000100, 100, -2, 2, '/lib/libx.so', 0),
  (3, 20, 20, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, -13, 13, '/usr/lib/libx.so', 0),
  (4, 20, 20, 'x86_64', 2, 'open', 1500000000, 1500000100, 100, -2, 2, NULL, 0),
  (5, 20, 20, 'x86_64', 4, 'stat', 1600000000, 1600000100, 100, -2, 2, '/lib/libx.so', 0);
