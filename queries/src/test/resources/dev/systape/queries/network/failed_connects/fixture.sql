-- /run/nscd is not there, twice; 127.0.0.1:1 refuses; one is being connected, is asked for, and refused: so says SO_ERROR, later that no error is left; one is connected already; an abstract name is not there.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, fd, flags) VALUES
  (0, 10, 10, 'x86_64', 42, 'connect', 1100000000, 1100000300, 300, -2, 2, 3, 0),
  (1, 11, 11, 'x86_64', 42, 'connect', 1200000000, 1200000500, 500, -2, 2, 3, 0),
  (2, 10, 10, 'x86_64', 42, 'connect', 1300000000, 1300000100, 100, -111, 111, 3, 0),
  (3, 10, 10, 'x86_64', 42, 'connect', 1400000000, 1400000100, 100, -115, 115, 3, 0),
  (4, 10, 10, 'x86_64', 42, 'connect', 1500000000, 1500000100, 100, -111, 111, 3, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 14, 0, '\x01\x00/run/nscd\x00'),
  (1, 1, 'entry', 'bytes', 0, 0, 4096, 110, 0, '\x01\x00/run/nscd\x00\x00\x00'),
  (2, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x01\x7F\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00'),
  (3, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x02\x7F\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00'),
  (4, 1, 'entry', 'bytes', 0, 0, 4096, 7, 0, '\x01\x00\x00name');
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, errno, fd, peer, flags) VALUES
  (5, 10, 10, 'x86_64', 42, 'connect', 1600000000, 1600000100, 100, 4096, 16, -114, 114, 3, '127.0.0.1:2', 0),
  (6, 10, 10, 'x86_64', 55, 'getsockopt', 1700000000, 1700000100, 100, 1, 4, 0, NULL, 3, '127.0.0.1:2', 0),
  (7, 10, 10, 'x86_64', 55, 'getsockopt', 1800000000, 1800000100, 100, 1, 4, 0, NULL, 3, '127.0.0.1:2', 0),
  (8, 10, 10, 'x86_64', 42, 'connect', 1900000000, 1900000100, 100, 4096, 16, -106, 106, 4, '127.0.0.1:3', 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (6, 3, 'exit', 'bytes', 0, 0, 4096, 4, 0, '\x6F\x00\x00\x00'),
  (7, 3, 'exit', 'bytes', 0, 0, 4096, 4, 0, '\x00\x00\x00\x00');
