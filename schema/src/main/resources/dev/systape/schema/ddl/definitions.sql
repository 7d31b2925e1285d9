CREATE TABLE syscall_def (
  abi abi_name NOT NULL,
  nr INTEGER NOT NULL,
  name syscall_name NOT NULL
);

COMMENT ON TABLE syscall_def IS 'Every system call of every ABI that this version knows';
COMMENT ON COLUMN syscall_def.abi IS 'x86_64, i386, aarch64 or x32';
COMMENT ON COLUMN syscall_def.nr IS 'its number there, without the x32 bit';
COMMENT ON COLUMN syscall_def.name IS 'its name in the tables of the kernel';

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
  flags VARCHAR NOT NULL,
  abi abi_name,
  name VARCHAR NOT NULL,
  value UBIGINT NOT NULL
);

COMMENT ON TABLE flag_def IS 'The names of flags and of enumerated values';
COMMENT ON COLUMN flag_def.flags IS 'the set that the name belongs to, e.g. open_flags';
COMMENT ON COLUMN flag_def.abi IS 'the ABI in which the value holds; NULL: in all';
COMMENT ON COLUMN flag_def.name IS 'the name in the headers of the kernel';
COMMENT ON COLUMN flag_def.value IS 'its value';
