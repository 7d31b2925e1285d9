-- A read of 300 ns, an open of 900 ns that fails, a read of 500 ns, a call that did not return.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, errno, fd, path, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000300, 300, 3, 4096, 5, 5, NULL, 3, '/a', 0),
  (1, 10, 11, 'x86_64', 2, 'open', 1500000000, 1500000900, 900, 4096, 0, 0, -13, 13, NULL, '/b', 0),
  (2, 10, 10, 'x86_64', 0, 'read', 2000001000, 2000001500, 500, 3, 4096, NULL, 5, NULL, 3, NULL, 0),
  (3, 10, 10, 'x86_64', 231, 'exit_group', 2500000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, errno, data) VALUES
  (1, 0, 'entry', 'text', 0, 0, 4096, 1, 8, NULL, 'b');
