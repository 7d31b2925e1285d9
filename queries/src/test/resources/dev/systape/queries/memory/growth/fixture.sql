-- 8192 bytes anonymous, 4096 of a file, the file given back, the rest grown to 12288; the heap is asked for, then grown by 100; a failed mmap counts nothing.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'cat', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, arg3, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 8192, 3, 34, 65536, NULL, 0),
  (1, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 4096, 1, 2, 131072, NULL, 0),
  (2, 10, 10, 'x86_64', 11, 'munmap', 1100000000, 1100000100, 100, 131072, 4096, 0, 0, 0, NULL, 0),
  (3, 10, 10, 'x86_64', 25, 'mremap', 1100000000, 1100000100, 100, 65536, 8192, 12288, 1, 65536, NULL, 0),
  (4, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 4096, 3, 34, -12, 12, 0),
  (5, 10, 10, 'x86_64', 12, 'brk', 1100000000, 1100000100, 100, 0, 0, 0, 0, 1000, NULL, 0),
  (6, 10, 10, 'x86_64', 12, 'brk', 1100000000, 1100000100, 100, 1100, 0, 0, 0, 1100, NULL, 0),
  (7, 10, 10, 'x86_64', 12, 'brk', 1100000000, 1100000100, 100, 0, 0, 0, 0, 9000, NULL, 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
