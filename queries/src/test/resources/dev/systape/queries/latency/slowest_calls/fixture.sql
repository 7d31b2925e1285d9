-- A read of 300 ns of what is told whole, an open of 900 ns that fails, a read of 500 ns whose size is not on the tape, a
-- write of 400 ns to a socket of which 32 bytes are shown, a futex of 200 ns that the kernel restarts, an mmap of 100 ns, a
-- call that did not return, an accept of 50 ns.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, arg3, arg4, arg5, ret, errno, fd, path, peer, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000300, 300, 3, 4096, 5, NULL, NULL, NULL, 5, NULL, 3, '/a', NULL, 0),
  (1, 10, 11, 'x86_64', 257, 'openat', 1500000000, 1500000900, 900, 18446744073709551516, 4096, 525313, 0, NULL, NULL, -13, 13, NULL, '/home/b', NULL, 0),
  (2, 10, 10, 'x86_64', 0, 'read', 2000001000, 2000001500, 500, 3, 4096, NULL, NULL, NULL, NULL, 5, NULL, 3, NULL, NULL, 0),
  (3, 10, 10, 'x86_64', 1, 'write', 2100000000, 2100000400, 400, 4, 8192, 40, NULL, NULL, NULL, 40, NULL, 4, NULL, '127.0.0.1:80', 0),
  (4, 10, 10, 'x86_64', 202, 'futex', 2200000000, 2200000200, 200, 4096, 128, 0, 0, 0, 0, -512, 512, NULL, NULL, NULL, 0),
  (5, 10, 10, 'x86_64', 9, 'mmap', 2300000000, 2300000100, 100, 0, 8192, 3, 34, 18446744073709551615, 0, 1048576, NULL, -1, NULL, NULL, 0),
  (6, 10, 10, 'x86_64', 231, 'exit_group', 2500000000, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 2),
  (7, 10, 10, 'x86_64', 288, 'accept4', 2600000000, 2600000050, 50, 5, 0, 0, 524288, NULL, NULL, 6, NULL, 5, NULL, '127.0.0.1:99', 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, errno, data) VALUES
  (0, 1, 'exit', 'bytes', 0, 0, 4096, 5, 0, NULL, 'hi\x00\xFF\x0A'),
  (1, 1, 'entry', 'text', 0, 0, 4096, 1, 8, NULL, 'b'),
  (3, 1, 'entry', 'bytes', 0, 0, 8192, 40, 0, NULL, '0123456789012345678901234567890123456789');
