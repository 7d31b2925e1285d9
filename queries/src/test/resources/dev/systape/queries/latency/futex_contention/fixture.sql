-- Futex 0x1000: two threads wait for 500 and 0 ns, the second in vain (EAGAIN), one wake wakes one. 0x2000 is waited for until a time passes. 0x3000 is only woken. Of two threads that wait for 0x4000 one is woken, the other moved to 0x3000.
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, ret, errno, flags) VALUES
  (0, 10, 10, 'x86_64', 202, 'futex', 1000000000, 1000000500, 500, 4096, 128, 0, NULL, 0),
  (1, 10, 11, 'x86_64', 202, 'futex', 1000000000, 1000000000, 0, 4096, 128, -11, 11, 0),
  (2, 10, 11, 'x86_64', 202, 'futex', 1000000400, 1000000450, 50, 4096, 129, 1, NULL, 0),
  (3, 10, 11, 'x86_64', 202, 'futex', 1000001000, 1000001200, 200, 8192, 393, -110, 110, 0),
  (4, 10, 11, 'x86_64', 202, 'futex', 1000002000, 1000002200, 200, 12288, 129, 0, NULL, 0);
INSERT INTO syscall (seq, pid, tid, abi, nr, name, entry_ns, exit_ns, duration_ns, arg0, arg1, arg2, ret, flags) VALUES
  (5, 10, 10, 'x86_64', 202, 'futex', 1000003000, 1000003030, 30, 16384, 128, 0, 0, 0),
  (6, 10, 12, 'x86_64', 202, 'futex', 1000003000, 1000003040, 40, 16384, 128, 0, 0, 0),
  (7, 10, 11, 'x86_64', 202, 'futex', 1000003020, 1000003025, 5, 16384, 132, 1, 2, 0);
