-- /bin/sh is executed by two processes; tool is not in /bin and may not be executed in /sbin.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 59, 'execve', 1100000000, 1100000100, 100, 0, NULL, '/bin/sh', 0),
  (1, 20, 20, 'x86_64', 59, 'execve', 1200000000, 1200000100, 100, 0, NULL, '/bin/sh', 0),
  (2, 20, 20, 'x86_64', 59, 'execve', 1300000000, 1300000100, 100, -2, 2, '/bin/tool', 0),
  (3, 20, 20, 'x86_64', 322, 'execveat', 1400000000, 1400000100, 100, -13, 13, '/sbin/tool', 0);
