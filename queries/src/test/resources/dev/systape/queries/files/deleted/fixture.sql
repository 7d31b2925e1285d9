-- /a is removed twice; /d is a directory that is not empty at first; a name is not known.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg2, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 87, 'unlink', 1100000000, 1100000100, 100, 0, 0, NULL, '/a', 0),
  (1, 20, 20, 'x86_64', 263, 'unlinkat', 1200000000, 1200000100, 100, 0, 0, NULL, '/a', 0),
  (2, 10, 10, 'x86_64', 84, 'rmdir', 1300000000, 1300000100, 100, 0, -39, 39, '/d', 0),
  (3, 10, 10, 'x86_64', 263, 'unlinkat', 1400000000, 1400000100, 100, 512, 0, NULL, '/d', 0),
  (4, 10, 10, 'x86_64', 263, 'unlinkat', 1500000000, 1500000100, 100, 0, 0, NULL, NULL, 0);
