CREATE TABLE syscall (
  seq BIGINT NOT NULL,
  pid INTEGER NOT NULL,
  tid INTEGER NOT NULL,
  abi abi_name,
  nr INTEGER NOT NULL,
  name syscall_name,
  entry_ns BIGINT,
  exit_ns BIGINT,
  duration_ns BIGINT,
  arg0 UBIGINT,
  arg1 UBIGINT,
  arg2 UBIGINT,
  arg3 UBIGINT,
  arg4 UBIGINT,
  arg5 UBIGINT,
  ret BIGINT,
  errno SMALLINT,
  fd INTEGER,
  path VARCHAR,
  path2 VARCHAR,
  path_resolved VARCHAR,
  bytes BIGINT,
  peer VARCHAR,
  cpu SMALLINT,
  flags UTINYINT NOT NULL
);

COMMENT ON TABLE syscall IS 'One row a system call, in the order in which the calls ended';
COMMENT ON COLUMN syscall.seq IS 'place of the call on the tape, from 0: orders calls, signals and losses among each other; joins capture.seq';
COMMENT ON COLUMN syscall.pid IS 'getpid(2) of the caller, in the pid namespace of the recorder';
COMMENT ON COLUMN syscall.tid IS 'gettid(2) of the caller, in the pid namespace of the recorder';
COMMENT ON COLUMN syscall.abi IS 'the ABI of this very call: x86_64, i386, aarch64 or x32; NULL: one that this version does not know';
COMMENT ON COLUMN syscall.nr IS 'number of the call in its ABI, without the x32 bit';
COMMENT ON COLUMN syscall.name IS 'name of the call in the tables of the kernel; NULL: this version knows no call of that number, nr has it';
COMMENT ON COLUMN syscall.entry_ns IS 'when the call began, CLOCK_MONOTONIC ns; NULL: only its end was seen, a seccomp filter answered it';
COMMENT ON COLUMN syscall.exit_ns IS 'when it ended, CLOCK_MONOTONIC ns; NULL: its end was not seen, the thread ended inside it or recording did';
COMMENT ON COLUMN syscall.duration_ns IS 'exit_ns - entry_ns; under ptrace it includes the stops; NULL: one of them is not known';
COMMENT ON COLUMN syscall.arg0 IS 'first argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.arg1 IS 'second argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.arg2 IS 'third argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.arg3 IS 'fourth argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.arg4 IS 'fifth argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.arg5 IS 'sixth argument, the raw register; NULL: not on the tape';
COMMENT ON COLUMN syscall.ret IS 'the result as the kernel returned it, an error as its negative number; NULL: the end was not seen';
COMMENT ON COLUMN syscall.errno IS 'the error number, positive, table errno_def names it; from 512 on the call was restarted by the kernel; NULL: no error';
COMMENT ON COLUMN syscall.fd IS 'the descriptor that the call is about: its first descriptor argument, else the descriptor it returned; NULL: none';
COMMENT ON COLUMN syscall.path IS 'the first path that the call names, as given, or else the name that its descriptor was opened with, made absolute through working and root directory and directory descriptors where these are certain, bytes that are no UTF-8 as \xNN; NULL: none, or not certain: nothing that two threads raced for. A tape made with -e without chroot has names below a changed root as they were given';
COMMENT ON COLUMN syscall.path2 IS 'the second path that the call names, likewise, or the name that the second descriptor of a call was opened with which moves bytes from one to another (sendfile, splice, tee, copy_file_range)';
COMMENT ON COLUMN syscall.path_resolved IS 'what the kernel said that the descriptor is which the call returned, or else is about: when it was made, with record --paths resolved, or at the last start of a program; NULL: none, or it did not say';
COMMENT ON COLUMN syscall.bytes IS 'bytes transferred, where the result of the call counts bytes; NULL: it does not, or the call failed';
COMMENT ON COLUMN syscall.peer IS 'the other end of the socket that the call is about, as 127.0.0.1:80, [::1]:80, "/run/x", @"abstract"; NULL: none, or not known';
COMMENT ON COLUMN syscall.cpu IS 'the CPU on which the call ended; NULL: the backend does not know';
COMMENT ON COLUMN syscall.flags IS 'bits: 1 no entry seen, 2 no exit seen, 4 captures are missing for want of memory, 8 the recorder changed the call on request, 16 it delayed it on request';

CREATE TABLE capture (
  seq BIGINT NOT NULL,
  arg UTINYINT NOT NULL,
  phase phase_name,
  kind capture_kind,
  operation USMALLINT NOT NULL,
  element USMALLINT NOT NULL,
  address UBIGINT NOT NULL,
  original_length UBIGINT,
  flags UTINYINT NOT NULL,
  errno SMALLINT,
  data BLOB
);

COMMENT ON TABLE capture IS 'One row a piece of memory that a call pointed to: the bytes as they were at entry or exit';
COMMENT ON COLUMN capture.seq IS 'the call: joins syscall.seq';
COMMENT ON COLUMN capture.arg IS 'the argument, 0 to 5, through which the memory was reached; 6: the result';
COMMENT ON COLUMN capture.phase IS 'entry or exit: when it was read';
COMMENT ON COLUMN capture.kind IS 'bytes: of a length that the call states; text: a string without its NUL; pointers: a vector; iovec_data: the data of one element of an iovec';
COMMENT ON COLUMN capture.operation IS 'the operation of the capture plan that made it';
COMMENT ON COLUMN capture.element IS 'the element of an array or vector that it belongs to, from 0; 0 where there is none';
COMMENT ON COLUMN capture.address IS 'where the bytes lay in the program';
COMMENT ON COLUMN capture.original_length IS 'bytes that the call spoke of, of which data may hold fewer; NULL: not known';
COMMENT ON COLUMN capture.flags IS 'bits: 1 cut by a limit, 2 an entry value that could only be read at exit, 4 not tried, 8 ended at its NUL, 16 the rest of the bytes is missing on the tape, 32 another one of the same call, argument, phase and kind stands for it in the views of calls';
COMMENT ON COLUMN capture.errno IS 'why the memory, or the rest of it, could not be read; NULL: it could';
COMMENT ON COLUMN capture.data IS 'the bytes; NULL: none could be read, or reading was not tried; an empty value is an empty blob';
