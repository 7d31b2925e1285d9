-- 127.0.0.1:80 is connected to in 300 ns, gets 5 bytes and answers 7; [::1]:53 refuses; 10.0.0.1:53 gets a datagram of 9 bytes.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, fd, bytes, peer, flags) VALUES
  (0, 10, 10, 'x86_64', 42, 'connect', 1100000000, 1100000300, 300, 0, NULL, 3, NULL, NULL, 0),
  (1, 10, 10, 'x86_64', 1, 'write', 1200000000, 1200000100, 100, 5, NULL, 3, 5, '127.0.0.1:80', 0),
  (2, 11, 11, 'x86_64', 45, 'recvfrom', 1300000000, 1300000100, 100, 7, NULL, 3, 7, '127.0.0.1:80', 0),
  (3, 10, 10, 'x86_64', 42, 'connect', 1400000000, 1400000100, 100, -111, 111, 4, NULL, NULL, 0),
  (4, 10, 10, 'x86_64', 44, 'sendto', 1500000000, 1500000100, 100, 9, NULL, 5, 9, NULL, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x50\x7F\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00'),
  (3, 1, 'entry', 'bytes', 0, 0, 4096, 28, 0, '\x0A\x00\x00\x35\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00'),
  (4, 4, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x35\x0A\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00');
