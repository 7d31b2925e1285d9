-- Pid 10 is given out twice: to cat, then to a process that ran nothing and is called sh. Of pid 20 no process is recorded.
INSERT INTO process (pid, begin_ns, end_ns, comm, argv, execs) VALUES
  (10, 1000000000, 1000001500, 'sh', ['cat', 'a b'], 1),
  (10, 1000002000, NULL, 'sh', NULL, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000100, 100, 5, NULL, 0),
  (1, 10, 10, 'x86_64', 0, 'read', 1000001000, 1000001300, 300, -9, 9, 0),
  (2, 10, 10, 'x86_64', 0, 'read', 1000002000, 1000002200, 200, 5, NULL, 0),
  (3, 20, 20, 'x86_64', 1, 'write', 1000003000, 1000003200, 200, 5, NULL, 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
