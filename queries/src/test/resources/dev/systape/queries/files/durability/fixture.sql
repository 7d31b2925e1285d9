-- /d/a.new is written and renamed, its directory synced afterwards; /d/b.new is synced before; /d/c.new is synced before its last write; /d/d.new was opened with O_DSYNC; /d/e is renamed and was not written; another file is written as /d/a.new and takes the place of the first.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg2, ret, path, path2, bytes, flags) VALUES
  (0, 10, 10, 'x86_64', 1, 'write', 1100000000, 1100000100, 100, 5, 5, '/d/a.new', NULL, 5, 0),
  (1, 10, 10, 'x86_64', 82, 'rename', 1200000000, 1200000100, 100, 0, 0, '/d/a.new', '/d/a', NULL, 0),
  (2, 10, 10, 'x86_64', 74, 'fsync', 1300000000, 1300000100, 100, 0, 0, '/d', NULL, NULL, 0),
  (3, 10, 10, 'x86_64', 1, 'write', 1400000000, 1400000100, 100, 5, 5, '/d/b.new', NULL, 5, 0),
  (4, 10, 10, 'x86_64', 75, 'fdatasync', 1500000000, 1500000100, 100, 0, 0, '/d/b.new', NULL, NULL, 0),
  (5, 10, 10, 'x86_64', 82, 'rename', 1600000000, 1600000100, 100, 0, 0, '/d/b.new', '/d/b', NULL, 0),
  (6, 10, 10, 'x86_64', 74, 'fsync', 1700000000, 1700000100, 100, 0, 0, '/d/c.new', NULL, NULL, 0),
  (7, 10, 10, 'x86_64', 1, 'write', 1800000000, 1800000100, 100, 5, 5, '/d/c.new', NULL, 7, 0),
  (8, 20, 20, 'x86_64', 316, 'renameat2', 1900000000, 1900000100, 100, 0, 0, '/d/c.new', '/e/c', NULL, 0),
  (9, 10, 10, 'x86_64', 257, 'openat', 2000000000, 2000000100, 100, 4161, 3, '/d/d.new', NULL, NULL, 0),
  (10, 10, 10, 'x86_64', 1, 'write', 2100000000, 2100000100, 100, 5, 5, '/d/d.new', NULL, 5, 0),
  (11, 10, 10, 'x86_64', 82, 'rename', 2200000000, 2200000100, 100, 0, 0, '/d/d.new', '/d/d', NULL, 0),
  (12, 10, 10, 'x86_64', 82, 'rename', 2300000000, 2300000100, 100, 0, 0, '/d/e', '/d/f', NULL, 0),
  (13, 10, 10, 'x86_64', 1, 'write', 2400000000, 2400000100, 100, 3, 3, '/d/a.new', NULL, 3, 0),
  (14, 10, 10, 'x86_64', 82, 'rename', 2500000000, 2500000100, 100, 0, 0, '/d/a.new', '/d/a', NULL, 0);
