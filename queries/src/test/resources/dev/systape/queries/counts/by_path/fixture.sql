-- /a is looked at twice and opened once; a call without a path.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 4, 'stat', 1000000000, 1000000100, 100, 0, NULL, '/a', 0),
  (1, 10, 10, 'x86_64', 4, 'stat', 1000001000, 1000001100, 100, -2, 2, '/a', 0),
  (2, 10, 10, 'x86_64', 2, 'open', 1000002000, 1000002600, 600, 3, NULL, '/a', 0),
  (3, 10, 10, 'x86_64', 3, 'close', 1000003000, 1000003900, 900, 0, NULL, NULL, 0);
