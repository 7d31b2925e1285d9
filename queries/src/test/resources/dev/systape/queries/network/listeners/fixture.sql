-- 10 listens on 0.0.0.0:8080 and accepts two; 11 listens on a socket of the file system that it accepts nothing on; 12 cannot listen.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'server', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, ret, errno, fd, flags) VALUES
  (0, 10, 10, 'x86_64', 49, 'bind', 1100000000, 1100000100, 100, 3, 4096, 0, NULL, 3, 0),
  (1, 10, 10, 'x86_64', 50, 'listen', 1200000000, 1200000100, 100, 3, 128, 0, NULL, 3, 0),
  (2, 10, 10, 'x86_64', 43, 'accept', 1300000000, 1300000100, 100, 3, 0, 4, NULL, 3, 0),
  (3, 10, 12, 'x86_64', 288, 'accept4', 1400000000, 1400000100, 100, 3, 0, 5, NULL, 3, 0),
  (4, 11, 11, 'x86_64', 49, 'bind', 1500000000, 1500000100, 100, 3, 4096, 0, NULL, 3, 0),
  (5, 11, 11, 'x86_64', 50, 'listen', 1600000000, 1600000100, 100, 3, 5, 0, NULL, 3, 0),
  (6, 12, 12, 'x86_64', 50, 'listen', 1700000000, 1700000100, 100, 9, 4294967295, -88, 88, 9, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x1F\x90\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'),
  (4, 1, 'entry', 'bytes', 0, 0, 4096, 9, 0, '\x01\x00/run/s\x00');
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
