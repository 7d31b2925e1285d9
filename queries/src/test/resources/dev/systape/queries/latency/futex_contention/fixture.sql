-- Futex 0x1000: two threads wait for 500 and 0 ns, the second in vain (EAGAIN), one wake wakes one. 0x2000 is waited for until a time passes. 0x3000 is only woken.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 202, 'futex', 1000000000, 1000000500, 500, 4096, 128, 0, NULL, 0),
  (1, 10, 11, 'x86_64', 202, 'futex', 1000000000, 1000000000, 0, 4096, 128, -11, 11, 0),
  (2, 10, 11, 'x86_64', 202, 'futex', 1000000400, 1000000450, 50, 4096, 129, 1, NULL, 0),
  (3, 10, 11, 'x86_64', 202, 'futex', 1000001000, 1000001200, 200, 8192, 393, -110, 110, 0),
  (4, 10, 11, 'x86_64', 202, 'futex', 1000002000, 1000002200, 200, 12288, 129, 0, NULL, 0);
