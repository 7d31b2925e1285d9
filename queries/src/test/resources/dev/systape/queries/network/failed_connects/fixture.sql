-- /run/nscd is not there, twice; 127.0.0.1:1 refuses; one is being connected; an abstract name is not there.
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
