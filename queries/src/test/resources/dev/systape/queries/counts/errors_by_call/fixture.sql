-- Two of three opens fail with ENOENT; a read fails with EBADF; a call that is not known fails with an error that is not.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 2, 'open', 1000000000, 1000000100, 100, -2, 2, '/b', 0),
  (1, 10, 10, 'x86_64', 2, 'open', 1000001000, 1000001100, 100, -2, 2, '/a', 0),
  (2, 10, 10, 'x86_64', 2, 'open', 1000002000, 1000002600, 600, 3, NULL, '/c', 0),
  (3, 10, 10, 'x86_64', 0, 'read', 1000003000, 1000003900, 900, -9, 9, NULL, 0),
  (4, 10, 10, 'x86_64', 9999, NULL, 1000004000, 1000004100, 100, -4000, 4000, NULL, 0);
