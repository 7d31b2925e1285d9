package dev.systape.recorder.linux;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.SaveError;

/**
 * libc, as far as it is needed. Addresses and sizes are {@code long}s; the errno of a call is
 * {@link #errno()} right after it, on the same thread.
 *
 * <p>No method here has exactly six integer arguments: jnr-ffi 2.3.4 passes garbage for the sixth
 * of six on x86_64. Such calls go through {@link #syscall}, which has seven.
 */
public interface LibC {
  /** The one binding. */
  LibC LIBC = LibraryLoader.create(LibC.class).failImmediately().load("c");

  /** The runtime that errno is saved in. */
  jnr.ffi.Runtime RUNTIME = jnr.ffi.Runtime.getSystemRuntime();

  /** syscall(2). */
  @SaveError
  long syscall(long number, long a, long b, long c, long d, long e, long f);

  /** ptrace(2). The PEEK requests are not to be used: glibc returns their word as the result. */
  @SaveError
  long ptrace(long request, long pid, long address, long data);

  /** wait4(2). */
  @SaveError
  int wait4(int pid, long status, int options, long rusage);

  /** pipe2(2). */
  @SaveError
  int pipe2(long descriptors, int flags);

  /** read(2). */
  @SaveError
  long read(int fd, long buffer, long count);

  /** write(2). */
  @SaveError
  long write(int fd, long buffer, long count);

  /** close(2). */
  @SaveError
  int close(int fd);

  /** kill(2). */
  @SaveError
  int kill(int pid, int signal);

  /** clock_gettime(2). */
  @SaveError
  int clock_gettime(int clock, long timespec);

  /** mprotect(2). */
  @SaveError
  int mprotect(long address, long length, int protection);

  /** munmap(2). */
  @SaveError
  int munmap(long address, long length);

  /** errno of this thread's last call through this interface. */
  static int errno() {
    return LastError.getLastError(RUNTIME);
  }
}
