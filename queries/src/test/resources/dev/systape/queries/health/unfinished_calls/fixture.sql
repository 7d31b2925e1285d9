-- Thread 10 is killed in a read after 0.1 s, 11 is in a poll until recording ends two seconds after its begin, 10 in an earlier life is none of this. By eBPF the ends are seen: 12 is killed in a read and 13 in an epoll_wait, 14's read was restarted and ended, 15's epoll_wait was ended by a handler.
INSERT INTO thread (tid, pid, begin_ns, end_ns, exit_signal) VALUES
  (10, 10, 1000000000, 1200000000, NULL), (10, 10, 1300000000, 1500000000, 9), (11, 10, 1300000000, NULL, NULL);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, fd, path, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1400000000, NULL, 3, '/a', 2),
  (1, 10, 11, 'x86_64', 7, 'poll', 1500000000, NULL, NULL, NULL, 2),
  (2, 10, 11, 'x86_64', 231, 'exit_group', 1500000000, NULL, NULL, NULL, 2);
INSERT INTO thread (tid, pid, begin_ns, end_ns, exit_signal) VALUES
  (12, 12, 1000000000, 1600000000, 9), (13, 12, 1000000000, 1600000000, 9), (14, 12, 1000000000, 1600000000, 9), (15, 12, 1000000000, 1600000000, 9);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, fd, ret, errno, flags) VALUES
  (3, 12, 12, 'x86_64', 0, 'read', 1400000000, 1600000000, 4, -512, 512, 0),
  (4, 12, 13, 'x86_64', 232, 'epoll_wait', 1300000000, 1600000000, 5, -4, 4, 0),
  (5, 12, 14, 'x86_64', 0, 'read', 1100000000, 1200000000, 4, -512, 512, 0),
  (6, 12, 14, 'x86_64', 0, 'read', 1200000000, 1300000000, 4, 1, NULL, 0),
  (7, 12, 15, 'x86_64', 232, 'epoll_wait', 1100000000, 1200000000, 5, -4, 4, 0);
INSERT INTO signal (seq, time_ns, pid, tid, signo, name, stopped) VALUES
  (8, 1200000000, 12, 15, 10, 'SIGUSR1', false), (9, 1600000000, 12, 13, 9, 'SIGKILL', false);
