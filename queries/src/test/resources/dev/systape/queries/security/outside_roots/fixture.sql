-- /root/.ssh is looked into by two processes, /tmp/x written; /usr/lib and /home/user, where recording began, are allowed, /usrlocal is not.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg2, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1100000000, 1100000100, 100, 0, -13, 13, '/root/.ssh', 0),
  (1, 11, 11, 'x86_64', 4, 'stat', 1200000000, 1200000100, 100, 0, 0, NULL, '/root/.ssh', 0),
  (2, 10, 10, 'x86_64', 257, 'openat', 1300000000, 1300000100, 100, 577, 3, NULL, '/tmp/x', 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 0, 3, NULL, '/usr/lib/libc.so', 0),
  (4, 10, 10, 'x86_64', 257, 'openat', 1500000000, 1500000100, 100, 0, 3, NULL, '/home/user/a', 0),
  (5, 10, 10, 'x86_64', 257, 'openat', 1600000000, 1600000100, 100, 0, 3, NULL, '/usrlocal', 0);
