-- 10 seizes 11, reads 100 and 50 bytes of it, and opens its memory; 11 is refused by 12; /proc/self/maps is nobody else's, nor is 11's own /proc/11/mem; 11 opens that of 12 by openat2.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'gdb', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 101, 'ptrace', 1100000000, 1100000100, 100, 16902, 11, 0, NULL, NULL, 0),
  (1, 10, 10, 'x86_64', 310, 'process_vm_readv', 1200000000, 1200000100, 100, 11, 4096, 100, NULL, NULL, 0),
  (2, 10, 10, 'x86_64', 310, 'process_vm_readv', 1300000000, 1300000100, 100, 11, 4096, 50, NULL, NULL, 0),
  (3, 10, 10, 'x86_64', 257, 'openat', 1400000000, 1400000100, 100, 0, 4096, 5, NULL, '/proc/11/mem', 0),
  (4, 11, 11, 'x86_64', 311, 'process_vm_writev', 1500000000, 1500000100, 100, 12, 4096, -1, 1, NULL, 0),
  (5, 11, 11, 'x86_64', 257, 'openat', 1600000000, 1600000100, 100, 0, 4096, 5, NULL, '/proc/self/maps', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, ret, errno, path, flags) VALUES
  (6, 11, 11, 'x86_64', 257, 'openat', 1700000000, 1700000100, 100, 0, 4096, 5, NULL, '/proc/11/mem', 0),
  (7, 11, 11, 'x86_64', 437, 'openat2', 1800000000, 1800000100, 100, 0, 4096, -1, 1, '/proc/12/task/12/mem', 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
