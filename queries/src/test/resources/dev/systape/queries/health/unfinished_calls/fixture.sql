-- Thread 10 is killed in a read after 0.1 s, 11 is in a poll until recording ends two seconds after its begin, 10 in an earlier life is none of this.
INSERT INTO thread (tid, pid, begin_ns, end_ns, exit_signal) VALUES
  (10, 10, 1000000000, 1200000000, NULL), (10, 10, 1300000000, 1500000000, 9), (11, 10, 1300000000, NULL, NULL);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, fd, path, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1400000000, NULL, 3, '/a', 2),
  (1, 10, 11, 'x86_64', 7, 'poll', 1500000000, NULL, NULL, NULL, 2),
  (2, 10, 11, 'x86_64', 231, 'exit_group', 1500000000, NULL, NULL, NULL, 2);
