-- Thread 10 lives 1000 ns and is inside for 100 + 300; thread 11 lives until recording ends 2 s after the begin, from half a second before that in a read.
INSERT INTO process (pid, begin_ns, end_ns, comm, argv, execs) VALUES (10, 1000000000, NULL, 'sh', ['cat', 'a b'], 1);
INSERT INTO thread (tid, pid, begin_ns, end_ns) VALUES (10, 10, 1000000000, 1000001000), (11, 10, 2000000000, NULL);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000100, 100, 5, NULL, 0),
  (1, 10, 10, 'x86_64', 0, 'read', 1000000500, 1000000800, 300, -9, 9, 0),
  (2, 10, 11, 'x86_64', 0, 'read', 2500000000, NULL, NULL, NULL, NULL, 2);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
