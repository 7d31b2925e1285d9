-- A thousand reads of 1 to 1000 ns, one write of 50 ns, an exit that did not return.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, flags)
SELECT i, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000000 + i, i, 0, 0 FROM range(1, 1001) each(i);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, flags) VALUES
  (1001, 10, 10, 'x86_64', 1, 'write', 1000000000, 1000000050, 50, 0, 0),
  (1002, 10, 10, 'x86_64', 231, 'exit_group', 1000004000, NULL, NULL, NULL, 2);
