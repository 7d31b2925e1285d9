-- Three reads of 100, 300 and 200 ns, one failed; a call 9999 of 400 ns; an exit that did not return.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000100, 100, 5, NULL, 0),
  (1, 10, 10, 'x86_64', 0, 'read', 1000001000, 1000001300, 300, -9, 9, 0),
  (2, 10, 11, 'x86_64', 0, 'read', 1000002000, 1000002200, 200, 5, NULL, 0),
  (3, 10, 11, 'x86_64', 9999, NULL, 1000003000, 1000003400, 400, -38, 38, 0),
  (4, 10, 10, 'x86_64', 231, 'exit_group', 1000004000, NULL, NULL, NULL, NULL, 2);
