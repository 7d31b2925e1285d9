package dev.systape.recorder.launch;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Type;
import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.seccomp.SockFilter;
import dev.systape.schema.memory.Memory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the process of a program and parks it right before its execve, so that it can be seized and
 * looked at first. Runs on the thread that is to trace it. The process has the environment,
 * descriptors, signal mask and dispositions of {@link LaunchState}, and nothing of the JVM's.
 */
public final class Spawner implements Closeable {
  private static final long CLONE_CLEAR_SIGHAND = 0x1_0000_0000L;
  private static final int CLONE_ARGS_SIZE = 88;
  private static final int CLONE_ARGS_EXIT_SIGNAL = 32;

  /** struct sock_fprog of linux/filter.h: a length and, behind padding, an address. */
  private static final int FPROG_SIZE = 16;

  /** _LINUX_CAPABILITY_VERSION_3 of linux/capability.h, and CAP_SYS_ADMIN. */
  private static final int CAPABILITY_VERSION = 0x20080522;

  private static final int SYS_ADMIN = 1 << 21;

  private final List<Long> allocations = new ArrayList<>();
  private int goFd = -1;

  /**
   * Clones the process and waits until it is parked.
   *
   * @return its pid
   * @throws ErrnoException where the kernel refuses
   */
  public int spawn(Program program, LaunchState launch) {
    return spawn(program, launch, null);
  }

  /**
   * As {@link #spawn(Program, LaunchState)}, with a seccomp filter that the process installs when
   * it is released, right before its execve; where the kernel refuses that it ends with status 127.
   *
   * @param filter null for none
   */
  public int spawn(Program program, LaunchState launch, ProgramFilter filter) {
    if (!System.getProperty("os.arch").equals("amd64")) {
      throw new IllegalStateException(
          "recording runs on x86_64 so far; this is " + System.getProperty("os.arch"));
    }
    int[] ready = pipe();
    int[] go = pipe();
    long parameters = parameters(program, launch, ready[1], go);
    if (filter != null) {
      filter(parameters, filter, program.identity());
    }
    long code = Linux.mapCode(SpawnCode.bytes());
    CallContext call =
        CallContext.getCallContext(
            Type.SINT64, new Type[] {Type.SINT64}, CallingConvention.DEFAULT, false);
    long pid = Invoker.getInstance().invokeN1(call, code, parameters);
    LibC.LIBC.munmap(code, SpawnCode.bytes().length);
    LibC.LIBC.close(ready[1]);
    LibC.LIBC.close(go[0]);
    goFd = go[1];
    if (pid < 0) {
      LibC.LIBC.close(ready[0]);
      throw new ErrnoException("clone3", (int) -pid);
    }
    boolean parked = LibC.LIBC.read(ready[0], parameters + SpawnCode.PIPE_BYTE, 1) == 1;
    LibC.LIBC.close(ready[0]);
    if (!parked) {
      throw new IllegalStateException(
          "the new process ended before its execve (is the user of -u allowed to run here?)");
    }
    restoreCoredumpFilter((int) pid, launch);
    return (int) pid;
  }

  /** Lets the parked process go on to its execve. */
  public void release() {
    long one = allocate(1);
    if (LibC.LIBC.write(goFd, one, 1) != 1) {
      throw ErrnoException.last("write to the parked process");
    }
    close();
  }

  /** Frees what the spawn needed; a process still parked ends. */
  @Override
  public void close() {
    if (goFd >= 0) {
      LibC.LIBC.close(goFd);
      goFd = -1;
    }
    allocations.forEach(Memory::free);
    allocations.clear();
  }

  private long parameters(Program program, LaunchState launch, int readyFd, int[] go) {
    long p = allocate(SpawnCode.SIZE);
    Memory.putLong(p + SpawnCode.PATH, string(program.path().getBytes(StandardCharsets.UTF_8)));
    Memory.putLong(p + SpawnCode.ARGV, vector(program.arguments()));
    Memory.putLong(p + SpawnCode.ENVP, vector(program.environment()));
    Memory.putLong(p + SpawnCode.READY_FD, readyFd);
    Memory.putLong(p + SpawnCode.GO_FD, go[0]);
    Memory.putLong(p + SpawnCode.GO_WRITE_FD, go[1]);
    long cloneArgs = allocate(CLONE_ARGS_SIZE);
    Memory.putLong(cloneArgs, CLONE_CLEAR_SIGHAND);
    Memory.putLong(cloneArgs + CLONE_ARGS_EXIT_SIGNAL, Linux.SIGCHLD);
    Memory.putLong(p + SpawnCode.CLONE_ARGS, cloneArgs);
    Memory.putLong(p + SpawnCode.CLONE_SIZE, CLONE_ARGS_SIZE);
    List<int[]> ranges = launch.closeRanges();
    long range = allocate(8L * ranges.size());
    Memory.putLong(p + SpawnCode.RANGES, range);
    Memory.putLong(p + SpawnCode.RANGE_COUNT, ranges.size());
    for (int[] r : ranges) {
      Memory.putInt(range, r[0]);
      Memory.putInt(range + 4, r[1]);
      range += 8;
    }
    Memory.putLong(p + SpawnCode.IGNORED, launch.ignoredSignals());
    Memory.putLong(p + SpawnCode.MASK, launch.blockedSignals());
    Memory.putLong(p + SpawnCode.ALL_SIGNALS, -1);
    Memory.putLong(p + SpawnCode.IGNORE_ACTION, 1);
    if (program.identity() != null) {
      identity(p, program.identity());
    }
    return p;
  }

  private void identity(long p, Identity identity) {
    long groups = allocate(4L * identity.groups().size());
    for (int i = 0; i < identity.groups().size(); i++) {
      Memory.putInt(groups + 4L * i, identity.groups().get(i));
    }
    Memory.putLong(p + SpawnCode.IDENTITY, 1);
    Memory.putLong(p + SpawnCode.UID, identity.uid());
    Memory.putLong(p + SpawnCode.GID, identity.gid());
    Memory.putLong(p + SpawnCode.GROUPS, groups);
    Memory.putLong(p + SpawnCode.GROUP_COUNT, identity.groups().size());
  }

  private void filter(long p, ProgramFilter filter, Identity identity) {
    byte[] program = SockFilter.encode(filter.program());
    long instructions = allocate(program.length);
    Memory.copy(program, 0, instructions, program.length);
    long fprog = allocate(FPROG_SIZE);
    Memory.putU16(fprog, filter.program().size());
    Memory.putLong(fprog + 8, instructions);
    Memory.putLong(p + SpawnCode.FILTER, fprog);
    Memory.putLong(p + SpawnCode.NO_NEW_PRIVS, filter.noNewPrivileges() ? 1 : 0);
    if (identity != null && identity.uid() != 0) {
      // capget(2): a header of version and pid, then effective, permitted, inheritable, twice.
      long capabilities = allocate(32);
      Memory.putInt(capabilities, CAPABILITY_VERSION);
      Memory.putInt(capabilities + 8, SYS_ADMIN);
      Memory.putInt(capabilities + 12, SYS_ADMIN);
      Memory.putLong(p + SpawnCode.CAPABILITIES, capabilities);
    }
  }

  private static void restoreCoredumpFilter(int pid, LaunchState launch) {
    if (launch.coredumpFilter() < 0) {
      return;
    }
    try {
      Files.writeString(
          Path.of("/proc/" + pid + "/coredump_filter"),
          "0x" + Integer.toHexString(launch.coredumpFilter()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot set /proc/" + pid + "/coredump_filter: " + e.getMessage(), e);
    }
  }

  private long vector(List<byte[]> strings) {
    long vector = allocate(8L * (strings.size() + 1));
    for (int i = 0; i < strings.size(); i++) {
      Memory.putLong(vector + 8L * i, string(strings.get(i)));
    }
    return vector;
  }

  private long string(byte[] bytes) {
    long address = allocate(bytes.length + 1L);
    Memory.copy(bytes, 0, address, bytes.length);
    return address;
  }

  private long allocate(long length) {
    long address = Memory.allocate(length);
    allocations.add(address);
    return address;
  }

  private int[] pipe() {
    long fds = allocate(8);
    if (LibC.LIBC.pipe2(fds, Linux.O_CLOEXEC) != 0) {
      throw ErrnoException.last("pipe2");
    }
    return new int[] {Memory.getInt(fds), Memory.getInt(fds + 4)};
  }
}
