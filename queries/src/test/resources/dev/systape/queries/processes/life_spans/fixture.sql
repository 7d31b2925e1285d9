-- sort lives half a second with two threads and is killed; cat runs on until recording ends two seconds after the begin.
INSERT INTO process (pid, begin_ns, end_ns, comm, argv, execs, exit_code, exit_signal, user_us, system_us, max_rss_kib) VALUES
  (10, 1250000000, 1750000000, 'sh', ['sort', 'x'], 1, NULL, 9, 1500, 250000, 1024),
  (11, 1500000000, NULL, 'cat', NULL, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO thread (tid, pid, begin_ns, end_ns) VALUES
  (10, 10, 1250000000, 1750000000), (12, 10, 1300000000, 1750000000), (11, 11, 1500000000, NULL);
UPDATE process SET command = coalesce(array_to_string(coalesce(argv, inherited_argv), ' '), comm);
