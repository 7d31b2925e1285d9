-- Two writes of 300 and 500 bytes of which 3 are kept, a read that is whole.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, flags) VALUES
  (0, 10, 10, 'x86_64', 1, 'write', 1000000000, 0), (1, 10, 10, 'x86_64', 1, 'write', 1000000000, 0),
  (2, 10, 10, 'x86_64', 0, 'read', 1000000000, 0);
INSERT INTO capture (seq, arg, phase, kind, operation, element, address, original_length, flags, data) VALUES
  (0, 1, 'entry', 'bytes', 0, 0, 4096, 300, 1, 'abc'), (1, 1, 'entry', 'bytes', 0, 0, 4096, 500, 1, 'abc'),
  (2, 1, 'exit', 'bytes', 0, 0, 4096, 3, 0, 'abc');
