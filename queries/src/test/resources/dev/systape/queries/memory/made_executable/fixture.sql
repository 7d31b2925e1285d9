-- Anonymous memory is mapped readable and writable and made r-x; the second page of a mapped file is made rwx; of 0x9000 nothing is known; making memory readable is none.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'jit', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, arg3, ret, path, flags) VALUES
  (0, 10, 10, 'x86_64', 9, 'mmap', 1000000000, 1000000100, 100, 0, 4096, 3, 34, 65536, NULL, 0),
  (1, 10, 10, 'x86_64', 10, 'mprotect', 1100000000, 1100000100, 100, 65536, 4096, 5, 0, 0, NULL, 0),
  (2, 10, 10, 'x86_64', 9, 'mmap', 1200000000, 1200000100, 100, 0, 8192, 1, 2, 131072, '/lib/x.so', 0),
  (3, 10, 10, 'x86_64', 10, 'mprotect', 1300000000, 1300000100, 100, 135168, 4096, 7, 0, 0, NULL, 0),
  (4, 10, 10, 'x86_64', 10, 'mprotect', 1400000000, 1400000100, 100, 36864, 4096, 4, 0, 0, NULL, 0),
  (5, 10, 10, 'x86_64', 10, 'mprotect', 1500000000, 1500000100, 100, 65536, 4096, 1, 0, 0, NULL, 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
