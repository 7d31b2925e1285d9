-- 11 (sleep) gets SIGTERM by kill of 10 (sh); 10 gets SIGCHLD of 11; 10 has a fault; a stop without siginfo.
INSERT INTO process (pid, begin_ns, comm, argv, execs) VALUES
  (10, 1000000000, 'sh', NULL, 0), (11, 1000000000, 'sh', ['sleep', '9'], 1);
INSERT INTO signal (seq, time_ns, pid, tid, signo, name, stopped, code, siginfo) VALUES
  (5, 1100000000, 11, 11, 15, 'SIGTERM', false, 0, '\x0F\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0A\x00\x00\x00\x00\x00\x00\x00'),
  (6, 1200000000, 10, 10, 17, 'SIGCHLD', false, 2, '\x11\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x0B\x00\x00\x00\x00\x00\x00\x00'),
  (7, 1300000000, 10, 10, 11, 'SIGSEGV', false, 1, '\x0B\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00'),
  (8, 1400000000, 10, 10, 20, 'SIGTSTP', true, NULL, NULL);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
