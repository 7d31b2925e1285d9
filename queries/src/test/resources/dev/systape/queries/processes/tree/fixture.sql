-- sh starts sort, which is killed, then cat, which runs on, and a part of itself; pid 30 comes from nowhere.
INSERT INTO process (pid, begin_ns, end_ns, parent_pid, comm, argv, execs, exit_code, exit_signal) VALUES
  (12, 1500000000, NULL, 10, 'sh', ['cat'], 1, NULL, NULL),
  (10, 1000000000, 2000000000, NULL, 'sh', ['sh', '-c', 'sort; cat'], 1, 3, NULL),
  (11, 1250000000, 1500000000, 10, 'sh', ['sort'], 1, NULL, 9),
  (30, 2250000000, 2500000000, 29, 'daemon', NULL, 0, 0, NULL);
INSERT INTO process (pid, begin_ns, end_ns, parent_pid, comm, inherited_argv, execs, exit_code) VALUES
  (13, 1750000000, 2000000000, 10, 'sh', ['sh', '-c', 'sort; cat'], 0, 127);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
