CREATE TABLE tape (
  format_version INTEGER NOT NULL,
  recorder_version VARCHAR NOT NULL,
  backend VARCHAR NOT NULL,
  host VARCHAR NOT NULL,
  kernel VARCHAR NOT NULL,
  machine VARCHAR NOT NULL,
  page_size INTEGER NOT NULL,
  working_directory VARCHAR NOT NULL,
  command VARCHAR[] NOT NULL,
  command_line VARCHAR[] NOT NULL,
  filter VARCHAR,
  string_limit BIGINT NOT NULL,
  followed BOOLEAN NOT NULL,
  attached BOOLEAN NOT NULL,
  full_registers BOOLEAN NOT NULL,
  kernel_filter BOOLEAN NOT NULL,
  synthetic BOOLEAN NOT NULL,
  recorder_pid INTEGER NOT NULL,
  descriptions_hash UBIGINT NOT NULL,
  started_at TIMESTAMP NOT NULL,
  monotonic_ns BIGINT NOT NULL,
  realtime_ns BIGINT NOT NULL,
  boot_ns BIGINT NOT NULL,
  end_reason VARCHAR,
  end_detail VARCHAR,
  end_ns BIGINT,
  exit_code INTEGER,
  exit_signal INTEGER,
  written_records BIGINT,
  written_calls BIGINT,
  largest_ring_fill BIGINT,
  batches BIGINT NOT NULL,
  records BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  damaged_batches BIGINT NOT NULL,
  missing_batches BIGINT NOT NULL,
  damaged_records BIGINT NOT NULL,
  unknown_records BIGINT NOT NULL,
  stray_captures BIGINT NOT NULL,
  lost_records BIGINT NOT NULL,
  truncated BOOLEAN NOT NULL,
  whole BOOLEAN NOT NULL,
  last_commit_ns BIGINT NOT NULL,
  loader VARCHAR NOT NULL,
  tape_files VARCHAR NOT NULL,
  tail_offset BIGINT NOT NULL,
  tail_word INTEGER NOT NULL
);

COMMENT ON TABLE tape IS 'One row: what the tape is, how it was made, how well it could be read, and what this database was loaded from';
COMMENT ON COLUMN tape.format_version IS 'version of the tape format';
COMMENT ON COLUMN tape.recorder_version IS 'version of the recorder';
COMMENT ON COLUMN tape.backend IS 'ptrace or ebpf; under ptrace all times include the stops';
COMMENT ON COLUMN tape.host IS 'name of the recorded machine, as uname(2) has it';
COMMENT ON COLUMN tape.kernel IS 'release of its kernel, as uname(2) has it';
COMMENT ON COLUMN tape.machine IS 'its hardware name, as uname(2) has it';
COMMENT ON COLUMN tape.page_size IS 'bytes in a page of its memory';
COMMENT ON COLUMN tape.working_directory IS 'where the recorder was started';
COMMENT ON COLUMN tape.command IS 'the program and its arguments; empty where recording began by attaching';
COMMENT ON COLUMN tape.command_line IS 'the options of the recorder';
COMMENT ON COLUMN tape.filter IS 'the -e expression; NULL: every call was recorded';
COMMENT ON COLUMN tape.string_limit IS 'bytes kept per data buffer, argv or envp string; paths and fixed structs are whole';
COMMENT ON COLUMN tape.followed IS 'whether children were followed';
COMMENT ON COLUMN tape.attached IS 'whether recording began by attaching to running processes';
COMMENT ON COLUMN tape.full_registers IS 'whether the tape holds whole register sets';
COMMENT ON COLUMN tape.synthetic IS 'whether nothing was recorded: a program made the records up, as samples are made';
COMMENT ON COLUMN tape.kernel_filter IS 'whether a seccomp filter in the program chose the calls: those that another filter, of the program''s own, answered are missing';
COMMENT ON COLUMN tape.recorder_pid IS 'pid of the recorder';
COMMENT ON COLUMN tape.descriptions_hash IS 'hash of the descriptions that decided what was captured';
COMMENT ON COLUMN tape.started_at IS 'when recording began, UTC; realtime_ns as a timestamp';
COMMENT ON COLUMN tape.monotonic_ns IS 'CLOCK_MONOTONIC when recording began, ns: the clock of every *_ns column that is not a duration';
COMMENT ON COLUMN tape.realtime_ns IS 'CLOCK_REALTIME at the same moment, ns since 1970';
COMMENT ON COLUMN tape.boot_ns IS 'CLOCK_BOOTTIME at the same moment, ns';
COMMENT ON COLUMN tape.end_reason IS 'ended, timeout, max size, detached or failed; NULL: the tape has no end, its recorder was killed or is still recording';
COMMENT ON COLUMN tape.end_detail IS 'the same in words; NULL where end_reason says all';
COMMENT ON COLUMN tape.end_ns IS 'when recording ended, ns; NULL: no end';
COMMENT ON COLUMN tape.exit_code IS 'exit status of the program; NULL: killed by a signal, or not ended while recorded';
COMMENT ON COLUMN tape.exit_signal IS 'the signal that killed the program; NULL: it was not killed';
COMMENT ON COLUMN tape.written_records IS 'records that the recorder says it wrote; NULL: no end';
COMMENT ON COLUMN tape.written_calls IS 'calls among them; NULL: no end';
COMMENT ON COLUMN tape.largest_ring_fill IS 'largest fill of the kernel ring, bytes, 0 under ptrace; NULL: no end';
COMMENT ON COLUMN tape.batches IS 'batches that were read';
COMMENT ON COLUMN tape.records IS 'records that were read';
COMMENT ON COLUMN tape.calls IS 'calls among them: the rows of table syscall';
COMMENT ON COLUMN tape.damaged_batches IS 'places where the tape was damaged, skipped';
COMMENT ON COLUMN tape.missing_batches IS 'batches that are missing by the numbers of those around them';
COMMENT ON COLUMN tape.damaged_records IS 'records in whole batches that contradict themselves, skipped';
COMMENT ON COLUMN tape.unknown_records IS 'records of a type that this version does not know, skipped';
COMMENT ON COLUMN tape.stray_captures IS 'pieces of captures whose call is not on the tape, or that were too many to keep';
COMMENT ON COLUMN tape.lost_records IS 'records that the recorder says it lost; table lost says when';
COMMENT ON COLUMN tape.truncated IS 'whether a file of the tape ends inside a batch';
COMMENT ON COLUMN tape.whole IS 'whether everything that was recorded is here: there is an end, and nothing was damaged, lost or skipped';
COMMENT ON COLUMN tape.last_commit_ns IS 'when the last batch was committed, ns: all before it is here; 0: there is none';
COMMENT ON COLUMN tape.loader IS 'version and hash of what made this database; another one loads the tape again';
COMMENT ON COLUMN tape.tape_files IS 'names, sizes and modification times (ns) of the files of the tape; a change loads it again';
COMMENT ON COLUMN tape.tail_offset IS 'where the last of them ended, bytes';
COMMENT ON COLUMN tape.tail_word IS 'the word that was there; another one loads the tape again';
