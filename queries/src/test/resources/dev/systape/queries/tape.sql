-- The tape of every fixture: it began at 1,000,000,000 ns, ended two seconds later, and is whole.
INSERT INTO tape BY NAME
SELECT
  1 AS format_version, '0.1.0' AS recorder_version, 'ptrace' AS backend, 'box' AS host, '6.18.0' AS kernel,
  'x86_64' AS machine, 4096 AS page_size, '/home/user' AS working_directory, ['./prog'] AS command,
  [] AS command_line, 256 AS string_limit, true AS followed, false AS attached, false AS full_registers, false AS kernel_filter, false AS synthetic,
  77 AS recorder_pid, 1 AS descriptions_hash, TIMESTAMP '2023-11-14 22:13:20' AS started_at,
  1000000000 AS monotonic_ns, 1700000000000000000 AS realtime_ns, 2000000000 AS boot_ns,
  'ended' AS end_reason, 3000000000 AS end_ns, 0 AS exit_code,
  1 AS batches, 10 AS records, 8 AS calls, 0 AS damaged_batches, 0 AS missing_batches, 0 AS damaged_records,
  0 AS unknown_records, 0 AS stray_captures, 0 AS lost_records, false AS truncated, true AS whole,
  3000000000 AS last_commit_ns, 'test' AS loader, '' AS tape_files, 0 AS tail_offset, 0 AS tail_word;
