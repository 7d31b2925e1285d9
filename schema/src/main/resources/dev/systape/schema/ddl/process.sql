CREATE TABLE process (
  pid INTEGER NOT NULL,
  begin_ns BIGINT NOT NULL,
  end_ns BIGINT,
  parent_pid INTEGER,
  parent_tid INTEGER,
  origin VARCHAR,
  clone_flags UBIGINT,
  namespace_pid INTEGER,
  pid_namespace UBIGINT,
  comm VARCHAR,
  path VARCHAR,
  argv VARCHAR[],
  inherited_argv VARCHAR[],
  working_directory VARCHAR,
  execs INTEGER NOT NULL,
  exit_code INTEGER,
  exit_signal INTEGER,
  core_dumped BOOLEAN,
  user_us BIGINT,
  system_us BIGINT,
  max_rss_kib BIGINT,
  minor_faults BIGINT,
  major_faults BIGINT,
  voluntary_switches BIGINT,
  involuntary_switches BIGINT,
  command VARCHAR
);

COMMENT ON TABLE process IS 'One row a process. The kernel reuses pids: join on pid and a time between begin_ns and end_ns';
COMMENT ON COLUMN process.pid IS 'getpid(2), in the pid namespace of the recorder';
COMMENT ON COLUMN process.begin_ns IS 'when it was created, or first heard of, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN process.end_ns IS 'when it ended, CLOCK_MONOTONIC ns; NULL: not while recorded';
COMMENT ON COLUMN process.parent_pid IS 'the process that created it; NULL: not recorded';
COMMENT ON COLUMN process.parent_tid IS 'the thread that created it; NULL: not recorded';
COMMENT ON COLUMN process.origin IS 'created by a recorded thread, spawned by the recorder, or attached to; NULL: not recorded';
COMMENT ON COLUMN process.clone_flags IS 'CLONE_* flags of clone(2), 0 for fork(2); NULL: not recorded';
COMMENT ON COLUMN process.namespace_pid IS 'its pid as it sees it itself; NULL: not recorded';
COMMENT ON COLUMN process.pid_namespace IS 'inode of its pid namespace; NULL: not recorded';
COMMENT ON COLUMN process.comm IS 'its name when it began; NULL: not recorded';
COMMENT ON COLUMN process.path IS 'the executable of its last successful execve(2), as the kernel resolved it, or what it ran when the recorder attached to it; NULL: it executed nothing, or that was not recorded';
COMMENT ON COLUMN process.argv IS 'the arguments of that, bytes that are no UTF-8 as \xNN; NULL: it executed nothing, or that was not recorded';
COMMENT ON COLUMN process.inherited_argv IS 'the arguments of the program that its parent ran when it created it, and that it ran itself until its first execve; NULL: not recorded';
COMMENT ON COLUMN process.working_directory IS 'the working directory at that time; NULL: not recorded';
COMMENT ON COLUMN process.execs IS 'successful execve calls while recorded';
COMMENT ON COLUMN process.exit_code IS 'its exit status; NULL: killed by a signal, or not ended while recorded';
COMMENT ON COLUMN process.exit_signal IS 'the signal that killed it; NULL: it was not killed';
COMMENT ON COLUMN process.core_dumped IS 'whether it dumped core; NULL: not ended while recorded';
COMMENT ON COLUMN process.user_us IS 'user CPU time, microseconds; NULL: not recorded';
COMMENT ON COLUMN process.system_us IS 'system CPU time, microseconds; NULL: not recorded';
COMMENT ON COLUMN process.max_rss_kib IS 'largest resident set, KiB; NULL: not recorded';
COMMENT ON COLUMN process.minor_faults IS 'page faults without I/O; NULL: not recorded';
COMMENT ON COLUMN process.major_faults IS 'page faults with I/O; NULL: not recorded';
COMMENT ON COLUMN process.voluntary_switches IS 'context switches because it waited; NULL: not recorded';
COMMENT ON COLUMN process.involuntary_switches IS 'context switches because its time was over; NULL: not recorded';
COMMENT ON COLUMN process.command IS 'what it ran last, in one line: its argv, else its inherited_argv, else its comm; NULL: not recorded';

CREATE TABLE thread (
  tid INTEGER NOT NULL,
  pid INTEGER NOT NULL,
  begin_ns BIGINT NOT NULL,
  end_ns BIGINT,
  parent_tid INTEGER,
  clone_flags UBIGINT,
  namespace_tid INTEGER,
  comm VARCHAR,
  exit_code INTEGER,
  exit_signal INTEGER
);

COMMENT ON TABLE thread IS 'One row a thread, the first of a process included. The kernel reuses tids: join on tid and a time between begin_ns and end_ns';
COMMENT ON COLUMN thread.tid IS 'gettid(2), in the pid namespace of the recorder';
COMMENT ON COLUMN thread.pid IS 'its process';
COMMENT ON COLUMN thread.begin_ns IS 'when it was created, or first heard of, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN thread.end_ns IS 'when it ended, CLOCK_MONOTONIC ns; NULL: not while recorded';
COMMENT ON COLUMN thread.parent_tid IS 'the thread that created it; NULL: not recorded';
COMMENT ON COLUMN thread.clone_flags IS 'CLONE_* flags of clone(2); NULL: not recorded';
COMMENT ON COLUMN thread.namespace_tid IS 'its tid as it sees it itself; NULL: not recorded';
COMMENT ON COLUMN thread.comm IS 'its name when it began; NULL: not recorded';
COMMENT ON COLUMN thread.exit_code IS 'its exit status; NULL: killed by a signal, or not ended while recorded, or replaced by the execve of another thread';
COMMENT ON COLUMN thread.exit_signal IS 'the signal that killed it; NULL: it was not killed';
