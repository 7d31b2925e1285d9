-- /a: 10 and 20 bytes read by two processes, 5 written. 7 bytes written, nobody knows where. A failed read and a send count nothing. /a is copied to /b, 100 bytes, and sent to a pipe, 40.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, fd, path, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 0, 'read', 1000000000, 1000000300, 300, 10, NULL, 3, '/a', 10, 0),
  (1, 20, 20, 'x86_64', 17, 'pread64', 1000001000, 1000001300, 300, 20, NULL, 3, '/a', 20, 0),
  (2, 10, 10, 'x86_64', 20, 'writev', 1000002000, 1000002300, 300, 5, NULL, 3, '/a', 5, 0),
  (3, 10, 10, 'x86_64', 1, 'write', 1000003000, 1000003300, 300, 7, NULL, 1, NULL, 7, 0),
  (4, 10, 10, 'x86_64', 0, 'read', 1000004000, 1000004300, 300, -9, 9, 3, '/a', NULL, 0),
  (5, 10, 10, 'x86_64', 44, 'sendto', 1000005000, 1000005300, 300, 9, NULL, 4, NULL, 9, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, ret, errno, fd, path, path2, bytes, flags) VALUES
  (6, 10, 10, 'x86_64', 326, 'copy_file_range', 1000006000, 1000006300, 300, 100, NULL, 3, '/a', '/b', 100, 0),
  (7, 10, 10, 'x86_64', 40, 'sendfile', 1000007000, 1000007300, 300, 40, NULL, 4, NULL, '/a', 40, 0),
  (8, 10, 10, 'x86_64', 275, 'splice', 1000008000, 1000008300, 300, -22, 22, 4, NULL, '/a', NULL, 0);
