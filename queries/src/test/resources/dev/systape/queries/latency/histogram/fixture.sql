-- One call of 0 ns, two of 4 to 7 ns, one of 8 ns; one did not return.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000000, 0, 5, 0),
  (1, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000004, 4, 5, 0),
  (2, 10, 10, 'x86_64', 1, 'write', 1000000000, 1000000007, 7, 5, 0),
  (3, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000008, 8, 5, 0),
  (4, 10, 10, 'x86_64', 0, 'read', 1000000000, NULL, NULL, NULL, 2);
