-- 8192 bytes anonymous, a page with 100 bytes of a file, the file given back, the rest grown to 12288; the heap is asked for, then grown by 100; a failed mmap counts nothing. 11 is forked when the heap ends at 9000, and grows it by 500; 10 grows its own by 40 afterwards.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'cat', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, arg3, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 8192, 3, 34, 65536, NULL, 0),
  (1, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 100, 1, 2, 131072, NULL, 0),
  (2, 10, 10, 'x86_64', 11, 'munmap', 1100000000, 1100000100, 100, 131072, 4096, 0, 0, 0, NULL, 0),
  (3, 10, 10, 'x86_64', 25, 'mremap', 1100000000, 1100000100, 100, 65536, 8192, 12288, 1, 65536, NULL, 0),
  (4, 10, 10, 'x86_64', 9, 'mmap', 1100000000, 1100000100, 100, 0, 4096, 3, 34, -12, 12, 0),
  (5, 10, 10, 'x86_64', 12, 'brk', 1110000000, 1110000100, 100, 0, 0, 0, 0, 1000, NULL, 0),
  (6, 10, 10, 'x86_64', 12, 'brk', 1120000000, 1120000100, 100, 1100, 0, 0, 0, 1100, NULL, 0),
  (7, 10, 10, 'x86_64', 12, 'brk', 1130000000, 1130000100, 100, 0, 0, 0, 0, 9000, NULL, 0);
INSERT INTO process (pid, parent_pid, begin_ns, comm, execs) VALUES (11, 10, 1200000000, 'cat', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, ret, flags) VALUES
  (8, 10, 10, 'x86_64', 12, 'brk', 1300000000, 1300000100, 100, 9040, 9040, 0),
  (9, 11, 11, 'x86_64', 12, 'brk', 1400000000, 1400000100, 100, 9500, 9500, 0);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
