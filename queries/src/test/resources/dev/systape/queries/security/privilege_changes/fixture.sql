-- 10 gives up root, keeps its saved id, promises no new privileges; 11 may not change its root; a prctl that names a thread is none; 11 makes processes in new namespaces by clone and clone3; unsharing descriptors, making a thread, and asking about seccomp and an ambient capability change nothing.
INSERT INTO process (pid, begin_ns, comm, execs) VALUES (10, 1000000000, 'daemon', 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, errno, path, flags) VALUES
  (0, 10, 10, 'x86_64', 117, 'setresuid', 1100000000, 1100000100, 100, 1000, 1000, 4294967295, 0, NULL, NULL, 0),
  (1, 10, 10, 'x86_64', 157, 'prctl', 1200000000, 1200000100, 100, 38, 1, 0, 0, NULL, NULL, 0),
  (2, 10, 10, 'x86_64', 157, 'prctl', 1300000000, 1300000100, 100, 15, 4096, 0, 0, NULL, NULL, 0),
  (3, 11, 11, 'x86_64', 161, 'chroot', 1400000000, 1400000100, 100, 4096, 0, 0, -1, 1, '/jail', 0),
  (4, 11, 11, 'x86_64', 272, 'unshare', 1500000000, 1500000100, 100, 268435456, 0, 0, 0, NULL, NULL, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, errno, path, flags) VALUES
  (5, 11, 11, 'x86_64', 56, 'clone', 1600000000, 1600000100, 100, 805306385, 0, 0, 12, NULL, NULL, 0),
  (6, 11, 11, 'x86_64', 435, 'clone3', 1700000000, 1700000100, 100, 4096, 88, 0, 13, NULL, NULL, 0),
  (7, 11, 11, 'x86_64', 435, 'clone3', 1800000000, 1800000100, 100, 4096, 88, 0, 14, NULL, NULL, 0),
  (8, 11, 11, 'x86_64', 272, 'unshare', 1900000000, 1900000100, 100, 1024, 0, 0, 0, NULL, NULL, 0),
  (9, 11, 11, 'x86_64', 317, 'seccomp', 1900000000, 1900000100, 100, 2, 0, 4096, 0, NULL, NULL, 0),
  (10, 11, 11, 'x86_64', 157, 'prctl', 1900000000, 1900000100, 100, 47, 1, 21, 0, NULL, NULL, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (6, 0, 'entry', 'bytes', 0, 0, 4096, 88, 0, '\x80\x00\x00\x20\x00\x00\x00\x00'),
  (7, 0, 'entry', 'bytes', 0, 0, 4096, 88, 0, '\x00\x0F\x01\x00\x00\x00\x00\x00');
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
