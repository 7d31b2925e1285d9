CREATE TABLE syscall_def (
  abi abi_name NOT NULL,
  nr INTEGER NOT NULL,
  name syscall_name NOT NULL,
  parameters VARCHAR[],
  groups VARCHAR[],
  forms VARCHAR[]
);

COMMENT ON TABLE syscall_def IS 'Every system call of every ABI that this version knows';
COMMENT ON COLUMN syscall_def.abi IS 'x86_64, i386, aarch64 or x32';
COMMENT ON COLUMN syscall_def.nr IS 'its number there, without the x32 bit';
COMMENT ON COLUMN syscall_def.name IS 'its name in the tables of the kernel';
COMMENT ON COLUMN syscall_def.parameters IS 'names of its arguments, in order; NULL: the call is not described';
COMMENT ON COLUMN syscall_def.groups IS 'the groups of record -e that it belongs to, without the percent sign; NULL: the call is not described';
COMMENT ON COLUMN syscall_def.forms IS 'what its arguments are, in order, and behind them its result: fd, dirfd, int, uint, long, ulong, octal, hex, path, text, data (a buffer), address (a pointer to anything else), or set and the name of a set of flag_def; NULL: the call is not described';

CREATE TABLE errno_def (
  errno SMALLINT NOT NULL,
  name VARCHAR NOT NULL,
  description VARCHAR NOT NULL
);

COMMENT ON TABLE errno_def IS 'Every error number; those from 512 on are the kernel''s own and mean that a call is restarted';
COMMENT ON COLUMN errno_def.errno IS 'the number, positive';
COMMENT ON COLUMN errno_def.name IS 'its name, as errno(3) has it';
COMMENT ON COLUMN errno_def.description IS 'its text, as strerror(3) has it';

CREATE TABLE flag_def (
  set_name VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  value UBIGINT NOT NULL,
  mask UBIGINT NOT NULL
);

COMMENT ON TABLE flag_def IS 'The names of flags and of enumerated values: a word w of the set has the name where w & mask = value';
COMMENT ON COLUMN flag_def.set_name IS 'the set that the name belongs to, as the descriptions call it, e.g. open_flags';
COMMENT ON COLUMN flag_def.name IS 'the name in the headers of the kernel';
COMMENT ON COLUMN flag_def.value IS 'its value';
COMMENT ON COLUMN flag_def.mask IS 'the bits of the word that it speaks of: those of a flag, those of a field, or all';
