CREATE TABLE signal (
  seq BIGINT NOT NULL,
  time_ns BIGINT NOT NULL,
  pid INTEGER NOT NULL,
  tid INTEGER NOT NULL,
  signo INTEGER NOT NULL,
  name VARCHAR,
  stopped BOOLEAN NOT NULL,
  code INTEGER,
  siginfo BLOB
);

COMMENT ON TABLE signal IS 'One row a signal that a thread got, or a group stop that it entered';
COMMENT ON COLUMN signal.seq IS 'place on the tape, as syscall.seq';
COMMENT ON COLUMN signal.time_ns IS 'when, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN signal.pid IS 'the process that got it';
COMMENT ON COLUMN signal.tid IS 'the thread that got it';
COMMENT ON COLUMN signal.signo IS 'its number';
COMMENT ON COLUMN signal.name IS 'its name, as signal(7) has it; NULL: no such signal';
COMMENT ON COLUMN signal.stopped IS 'true: the thread entered a group stop by it; false: it was delivered';
COMMENT ON COLUMN signal.code IS 'si_code of sigaction(2): how it came about; NULL: not recorded';
COMMENT ON COLUMN signal.siginfo IS 'the siginfo_t of the kernel, raw; NULL: not recorded';

CREATE TABLE lost (
  seq BIGINT NOT NULL,
  count BIGINT NOT NULL,
  from_ns BIGINT NOT NULL,
  to_ns BIGINT NOT NULL,
  backend VARCHAR NOT NULL,
  reason VARCHAR NOT NULL
);

COMMENT ON TABLE lost IS 'One row a gap that the recorder reports; no rows: it lost nothing';
COMMENT ON COLUMN lost.seq IS 'place on the tape, as syscall.seq';
COMMENT ON COLUMN lost.count IS 'how many records are missing';
COMMENT ON COLUMN lost.from_ns IS 'first moment at which one may be missing, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN lost.to_ns IS 'last moment at which one may be missing, CLOCK_MONOTONIC ns';
COMMENT ON COLUMN lost.backend IS 'ptrace or ebpf';
COMMENT ON COLUMN lost.reason IS 'ring full, no memory or tape full';
