-- Two threads poll and select for 300 and 500 ns, one sleeps for 200 ns; a getpid does not wait; a read did not return; a futex is waited for 100 ns and woken.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, flags) VALUES
  (0, 10, 10, 'x86_64', 7, 'poll', 1000000000, 1000000300, 300, 1, 0),
  (1, 10, 11, 'x86_64', 23, 'select', 1000000000, 1000000500, 500, 1, 0),
  (2, 10, 10, 'x86_64', 35, 'nanosleep', 1000001000, 1000001200, 200, 0, 0),
  (3, 10, 10, 'x86_64', 39, 'getpid', 1000002000, 1000002900, 900, 10, 0),
  (4, 10, 10, 'x86_64', 0, 'read', 1000003000, NULL, NULL, NULL, 2);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, ret, flags) VALUES
  (5, 10, 10, 'x86_64', 202, 'futex', 1000004000, 1000004100, 100, 128, 0, 0),
  (6, 10, 11, 'x86_64', 202, 'futex', 1000004050, 1000004090, 40, 129, 1, 0);
