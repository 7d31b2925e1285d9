-- 10 connects to 127.0.0.1:80 in 300 ns, sends 5 bytes, gets 7 and closes; does so again without waiting, is told on the
-- second call that it has worked, 600 ns after the first began, and gets 1; is refused by [::1]:53; sends 9 bytes to
-- 10.0.0.1:53 and 4 to 10.0.0.2:53 without connecting. Its child 12 sends 2 bytes by what it inherited.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, ret, errno, fd, bytes, peer, flags) VALUES
  (0, 10, 10, 'x86_64', 41, 'socket', 1050000000, 1050000100, 3, NULL, 3, NULL, NULL, 0),
  (1, 10, 10, 'x86_64', 42, 'connect', 1100000000, 1100000300, 0, NULL, 3, NULL, '127.0.0.1:80', 0),
  (2, 10, 10, 'x86_64', 1, 'write', 1110000000, 1110000100, 5, NULL, 3, 5, '127.0.0.1:80', 0),
  (3, 12, 12, 'x86_64', 1, 'write', 1120000000, 1120000100, 2, NULL, 3, 2, '127.0.0.1:80', 0),
  (4, 10, 10, 'x86_64', 0, 'read', 1130000000, 1130000100, 7, NULL, 3, 7, '127.0.0.1:80', 0),
  (5, 10, 10, 'x86_64', 3, 'close', 1140000000, 1140000100, 0, NULL, 3, NULL, '127.0.0.1:80', 0),
  (6, 10, 10, 'x86_64', 41, 'socket', 1150000000, 1150000100, 3, NULL, 3, NULL, NULL, 0),
  (7, 10, 10, 'x86_64', 42, 'connect', 1200000000, 1200000100, -115, 115, 3, NULL, '127.0.0.1:80', 0),
  (8, 10, 10, 'x86_64', 42, 'connect', 1200000500, 1200000600, 0, NULL, 3, NULL, '127.0.0.1:80', 0),
  (9, 10, 10, 'x86_64', 42, 'connect', 1210000000, 1210000100, -106, 106, 3, NULL, '127.0.0.1:80', 0),
  (10, 10, 10, 'x86_64', 45, 'recvfrom', 1220000000, 1220000100, 1, NULL, 3, 1, '127.0.0.1:80', 0),
  (11, 10, 10, 'x86_64', 42, 'connect', 1300000000, 1300000100, -111, 111, 4, NULL, '[::1]:53', 0),
  (12, 10, 10, 'x86_64', 44, 'sendto', 1400000000, 1400000100, 9, NULL, 5, 9, '10.0.0.1:53', 0),
  (13, 10, 10, 'x86_64', 44, 'sendto', 1410000000, 1410000100, 4, NULL, 5, 4, '10.0.0.2:53', 0);
-- 11 listens at 0.0.0.0:80: it accepts 10.0.0.9:5000, asks which end of its own that is, and gets 4 bytes; accepts another
-- without asking who it is, answers 11 bytes and closes that. The file that it opens and reads then is no connection.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, arg0, ret, fd, bytes, peer, flags) VALUES
  (20, 11, 11, 'x86_64', 49, 'bind', 1500000000, 1500000100, 6, 0, 6, NULL, NULL, 0),
  (21, 11, 11, 'x86_64', 288, 'accept4', 1510000000, 1510000100, 6, 7, 6, NULL, '10.0.0.9:5000', 0),
  (22, 11, 11, 'x86_64', 51, 'getsockname', 1520000000, 1520000100, 7, 0, 7, NULL, '10.0.0.9:5000', 0),
  (23, 11, 11, 'x86_64', 45, 'recvfrom', 1530000000, 1530000100, 7, 4, 7, 4, '10.0.0.9:5000', 0),
  (24, 11, 11, 'x86_64', 43, 'accept', 1600000000, 1600000100, 6, 8, 6, NULL, NULL, 0),
  (25, 11, 11, 'x86_64', 1, 'write', 1610000000, 1610000100, 8, 11, 8, 11, NULL, 0),
  (26, 11, 11, 'x86_64', 3, 'close', 1620000000, 1620000100, 8, 0, 8, NULL, NULL, 0),
  (27, 11, 11, 'x86_64', 2, 'open', 1630000000, 1630000100, 4096, 8, 8, NULL, NULL, 0),
  (28, 11, 11, 'x86_64', 0, 'read', 1640000000, 1640000100, 8, 100, 8, 100, NULL, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (20, 1, 'entry', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x50\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'),
  (22, 1, 'exit', 'bytes', 0, 0, 4096, 16, 0, '\x02\x00\x00\x50\x0A\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00');
