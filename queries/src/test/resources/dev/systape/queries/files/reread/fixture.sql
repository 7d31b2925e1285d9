-- /a is opened and read by two processes, 10 bytes each; /b is opened once, read, rewound and read; /c is opened twice and read once; /d is opened and read once; /e is written, rewound and read in two pieces; /f is opened by openat2, sent twice and copied once, rewound between.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 257, 'openat', 1000000000, 1000000100, 100, 1, 0, 3, '/a', NULL, 0),
  (1, 10, 10, 'x86_64', 0, 'read', 1000001000, 1000001100, 100, 1, 10, 10, '/a', 10, 0),
  (2, 20, 20, 'x86_64', 257, 'openat', 1000002000, 1000002100, 100, 1, 0, 3, '/a', NULL, 0),
  (3, 20, 20, 'x86_64', 0, 'read', 1000003000, 1000003100, 100, 1, 10, 10, '/a', 10, 0),
  (4, 20, 20, 'x86_64', 0, 'read', 1000003000, 1000003100, 100, 1, 10, 0, '/a', 0, 0),
  (5, 10, 10, 'x86_64', 2, 'open', 1000004000, 1000004100, 100, 0, 0, 4, '/b', NULL, 0),
  (6, 10, 10, 'x86_64', 0, 'read', 1000005000, 1000005100, 100, 1, 4, 4, '/b', 4, 0),
  (7, 10, 10, 'x86_64', 8, 'lseek', 1000006000, 1000006100, 100, 0, 0, 0, '/b', NULL, 0),
  (8, 10, 10, 'x86_64', 0, 'read', 1000007000, 1000007100, 100, 1, 4, 4, '/b', 4, 0),
  (9, 10, 10, 'x86_64', 2, 'open', 1000008000, 1000008100, 100, 0, 0, 5, '/c', NULL, 0),
  (10, 10, 10, 'x86_64', 2, 'open', 1000009000, 1000009100, 100, 0, 0, 6, '/c', NULL, 0),
  (11, 10, 10, 'x86_64', 0, 'read', 1000010000, 1000010100, 100, 1, 4, 4, '/c', 4, 0),
  (12, 10, 10, 'x86_64', 2, 'open', 1000011000, 1000011100, 100, 0, 0, 7, '/d', NULL, 0),
  (13, 10, 10, 'x86_64', 0, 'read', 1000012000, 1000012100, 100, 1, 4, 4, '/d', 4, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg1, arg2, ret, path, path2, bytes, flags) VALUES
  (14, 10, 10, 'x86_64', 2, 'open', 1000013000, 1000013100, 100, 2, 0, 8, '/e', NULL, NULL, 0),
  (15, 10, 10, 'x86_64', 1, 'write', 1000014000, 1000014100, 100, 1, 8, 8, '/e', NULL, 8, 0),
  (16, 10, 10, 'x86_64', 8, 'lseek', 1000015000, 1000015100, 100, 0, 0, 0, '/e', NULL, NULL, 0),
  (17, 10, 10, 'x86_64', 0, 'read', 1000016000, 1000016100, 100, 1, 4, 4, '/e', NULL, 4, 0),
  (18, 10, 10, 'x86_64', 0, 'read', 1000017000, 1000017100, 100, 1, 4, 4, '/e', NULL, 4, 0),
  (19, 10, 10, 'x86_64', 437, 'openat2', 1000018000, 1000018100, 100, 1, 1, 9, '/f', NULL, NULL, 0),
  (20, 10, 10, 'x86_64', 40, 'sendfile', 1000019000, 1000019100, 100, 1, 1, 2, NULL, '/f', 2, 0),
  (21, 10, 10, 'x86_64', 40, 'sendfile', 1000020000, 1000020100, 100, 1, 1, 2, NULL, '/f', 2, 0),
  (22, 10, 10, 'x86_64', 8, 'lseek', 1000021000, 1000021100, 100, 0, 0, 0, '/f', NULL, NULL, 0),
  (23, 10, 10, 'x86_64', 326, 'copy_file_range', 1000022000, 1000022100, 100, 0, 1, 2, '/f', '/e', 2, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (19, 2, 'entry', 'bytes', 0, 0, 4096, 24, 0, '\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00');
