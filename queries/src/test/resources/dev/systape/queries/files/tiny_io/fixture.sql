-- /a is written in ten pieces of 1 byte and one of 90, read in nine pieces of 1 byte; an end of file is no transfer.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, path, bytes, flags)
SELECT i, 10, 10, 'x86_64', 1, 'write', 1000000000, 1000000005, 5, 1, '/a', 1, 0 FROM range(10) each(i);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, path, bytes, flags)
SELECT 10 + i, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000005, 5, 1, '/a', 1, 0 FROM range(9) each(i);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, path, bytes, flags) VALUES
  (19, 10, 10, 'x86_64', 1, 'write', 1000000000, 1000000005, 5, 90, '/a', 90, 0),
  (20, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000005, 5, 0, '/a', 0, 0);
