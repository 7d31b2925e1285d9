-- An anonymous mapping and an mprotect are both; one is refused; one is only executable. Shared memory is attached to be run: once to be written, once not.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'jit', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, arg3, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 4096, 7, 34, 65536, NULL, NULL, 0),
  (1, 10, 10, 'x86_64', 10, 'mprotect', 1200000000, 1200000100, 100, 131072, 8192, 6, 0, 0, NULL, NULL, 0),
  (2, 10, 10, 'x86_64', 10, 'mprotect', 1300000000, 1300000100, 100, 131072, 8192, 7, 0, -13, 13, NULL, 0),
  (3, 10, 10, 'x86_64', 9, 'mmap', 1400000000, 1400000100, 100, 0, 4096, 5, 2, 262144, NULL, '/lib/x.so', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, flags) VALUES
  (4, 10, 10, 'x86_64', 30, 'shmat', 1500000000, 1500000100, 100, 1, 0, 32768, 524288, 0),
  (5, 10, 10, 'x86_64', 30, 'shmat', 1600000000, 1600000100, 100, 1, 0, 36864, 528384, 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
