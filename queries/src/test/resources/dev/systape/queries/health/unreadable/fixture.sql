-- Two opens of bad addresses, one of them 0, which fail; of a write's buffer a part could be read.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 2, 'open', 1000000000, -14, 14, 0), (1, 10, 10, 'x86_64', 2, 'open', 1000000000, -14, 14, 0),
  (2, 10, 10, 'x86_64', 1, 'write', 1000000000, 3, NULL, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, errno, data) VALUES
  (0, 0, 'entry', 'text', 0, 0, 0, NULL, 0, 14, NULL), (1, 0, 'entry', 'text', 0, 0, 1, NULL, 0, 14, NULL),
  (2, 1, 'entry', 'bytes', 0, 0, 4094, 9, 0, 14, 'abc');
