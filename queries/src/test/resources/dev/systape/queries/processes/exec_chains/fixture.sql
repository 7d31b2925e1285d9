-- 10 runs a script that runs env, which finds python at the second try; 11, which a shell script created, fails and runs on as that.
INSERT INTO process (pid, begin_ns, parent_pid, comm, argv, inherited_argv, execs) VALUES
  (10, 1000000000, 9, 'sh', ['python', 'x.py'], ['sh'], 2), (11, 1000000000, 10, 'sh', NULL, ['sh', 'start'], 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 59, 'execve', 1100000000, 1100000100, 100, 0, NULL, '/usr/bin/env', 0),
  (1, 10, 10, 'x86_64', 59, 'execve', 1200000000, 1200000100, 100, -2, 2, '/usr/local/bin/python', 0),
  (2, 10, 10, 'x86_64', 59, 'execve', 1300000000, 1300000100, 100, 0, NULL, '/usr/bin/python', 0),
  (3, 11, 11, 'x86_64', 59, 'execve', 1400000000, 1400000100, 100, -13, 13, '/a', 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
