package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.intercept.Call;
import dev.systape.recorder.intercept.Interceptor;
import dev.systape.recorder.intercept.SyscallHandler;
import dev.systape.recorder.intercept.UserBuffer;
import dev.systape.recorder.intercept.UserNumbers;
import dev.systape.recorder.intercept.UserString;
import dev.systape.recorder.intercept.UserStruct;
import dev.systape.recorder.ptrace.TracerOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Shows a program a file that is not there: the kernel never hears of it. For one process. */
public final class MadeUpFile implements SyscallHandler {
  /** A descriptor beyond those that the kernel hands out. */
  private static final int FD = 1 << 20;

  private static final int REGULAR_FILE = 0100644;
  private static final int BLOCK = 4096;
  private static final int EBADF = 9;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;

  private final String path;
  private final byte[] content;
  private boolean open;
  private int position;

  MadeUpFile(String path, byte[] content) {
    this.path = path;
    this.content = content;
  }

  /**
   * {@code MadeUpFile PATH TEXT PROG [ARG...]}, as in {@code MadeUpFile /no/file hi cat /no/file}.
   */
  public static void main(String[] arguments) {
    byte[] content = arguments[1].getBytes(StandardCharsets.UTF_8);
    run(arguments[0], content, Arrays.copyOfRange(arguments, 2, arguments.length));
  }

  static void run(String path, byte[] content, String... command) {
    Interceptor.run(TracerOptions.defaults(), tracee -> new MadeUpFile(path, content), command);
  }

  @Override
  public void openat(Call call, int dirfd, UserString pathname, int flags, int mode) {
    if (path.equals(pathname.text())) {
      open = true;
      position = 0;
      call.suppress(FD);
    }
  }

  @Override
  public void fstat(Call call, int fd, UserStruct statbuf) {
    if (fd == FD) {
      stat(call, statbuf);
    }
  }

  @Override
  public void newfstatat(Call call, int dirfd, UserString pathname, UserStruct statbuf, int flags) {
    String name = pathname.text();
    if (dirfd == FD && (name == null || name.isEmpty()) || path.equals(name)) {
      stat(call, statbuf);
    }
  }

  private void stat(Call call, UserStruct statbuf) {
    statbuf.write(new byte[statbuf.structSize()]);
    statbuf.set("st_mode", REGULAR_FILE);
    statbuf.set("st_nlink", 1);
    statbuf.set("st_size", content.length);
    statbuf.set("st_blksize", BLOCK);
    call.suppress(0);
  }

  @Override
  public void read(Call call, int fd, UserBuffer buf, long count) {
    if (fd == FD) {
      int read = buf.write(Arrays.copyOfRange(content, position, content.length));
      position += Math.max(read, 0);
      call.suppress(read);
    }
  }

  @Override
  public void fadvise64(Call call, int fd, long offset, long len, int advice) {
    if (fd == FD) {
      call.suppress(0);
    }
  }

  @Override
  public void copy_file_range(
      Call call, int in, UserNumbers offIn, int out, UserNumbers offOut, long len, int flags) {
    if (in == FD) {
      call.fail(EINVAL);
    }
  }

  @Override
  public void mmap(Call call, long addr, long length, long prot, int flags, int fd, long offset) {
    if (fd == FD) {
      call.fail(ENODEV);
    }
  }

  @Override
  public void close(Call call, int fd) {
    if (fd == FD) {
      call.suppress(open ? 0 : -EBADF);
      open = false;
    }
  }
}
