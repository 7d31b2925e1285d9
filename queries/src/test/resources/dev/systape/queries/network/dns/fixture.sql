-- A socket connected to 10.0.0.1:53 asks for a.bc, twice for A and once for AAAA; a message with answers and one to another port are none.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, fd, flags) VALUES
  (0, 10, 10, 'x86_64', 42, 'connect', 1100000000, 1100000100, 100, 0, 3, 0),
  (1, 10, 10, 'x86_64', 44, 'sendto', 1200000000, 1200000100, 100, 22, 3, 0),
  (2, 10, 10, 'x86_64', 307, 'sendmmsg', 1300000000, 1300000100, 100, 2, 3, 0),
  (3, 11, 11, 'x86_64', 44, 'sendto', 1400000000, 1400000100, 100, 22, 3, 0),
  (4, 10, 10, 'x86_64', 44, 'sendto', 1500000000, 1500000100, 100, 22, 3, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x35\x0A\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00'),
  (1, 1, 'entry', 'bytes', 0, 0, 4096, 22, 0, '\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x02bc\x00\x00\x01\x00\x01'),
  (2, 1, 'entry', 'iovec_data', 0, 0, 4096, 22, 0, '\x12\x35\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x02bc\x00\x00\x01\x00\x01'),
  (2, 1, 'entry', 'iovec_data', 0, 1, 4096, 22, 0, '\x12\x36\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01a\x02bc\x00\x00\x1C\x00\x01'),
  (3, 1, 'entry', 'bytes', 0, 0, 4096, 22, 0, '\x12\x37\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01x\x02yz\x00\x00\x01\x00\x01'),
  (3, 4, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x50\x0A\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00'),
  (4, 1, 'entry', 'bytes', 0, 0, 4096, 22, 0, '\x12\x34\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\x01a\x02bc\x00\x00\x01\x00\x01');
