package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Signal;
import java.util.SplittableRandom;

/** What the programs of {@link GeneratedSystem} do: runs of calls that belong together. */
final class Activities extends ThreadCalls {
  private static final int SOURCES = 50_000;
  private static final int NAMES = 2_000;
  private static final long CLOEXEC = 0x80000;
  private static final long CREATE = 0x241;
  private static final long EAGAIN = -11;
  private static final long EFAULT = -14;
  private static final long ECONNREFUSED = -111;
  private static final long ETIMEDOUT = -110;
  private static final long SLEEP_NS = 50_000_000;
  private static final int SIGUSR1 = 10;
  private static final int SIGINFO_SIZE = 128;
  private static final int DNS = 53;
  private static final String[] LIBRARY_PATHS = {"/opt/app/lib/", "/usr/local/lib/", "/usr/lib/"};

  private long files;

  Activities(TapeWriter tape, SplittableRandom random) {
    super(tape, random);
  }

  /** A program begins. */
  void execute(Task of, String program) {
    on(of, 0);
    begin("execve", 400_000);
    writer.registers(BUFFER, 0, 0, 0);
    writer.text(0, BUFFER, program.getBytes(UTF_8));
    writer.append();
  }

  /** Its dynamic linker does its work. */
  void loadLibraries(Task of) {
    on(of, 0);
    call("brk", 300, 0, heap());
    for (int library = 0; library < 6; library++) {
      String name = "lib" + (of.pid + library * 7) % 60 + ".so.6";
      open(LIBRARY_PATHS[0] + name, CLOEXEC, false);
      open(LIBRARY_PATHS[1] + name, CLOEXEC, false);
      int fd = open(LIBRARY_PATHS[2] + name, CLOEXEC, true);
      transfer("read", fd, 832, 832);
      stat(fd);
      long at = heap();
      call("mmap", 5_000, 0, 1 << 20, 1, 2, fd, 0, at);
      call("mmap", 5_000, at + 4096, 1 << 16, 5, 0x812, fd, 4096, at + 4096);
      close(fd);
      call("mprotect", 3_000, at, 1 << 14, 1, 0);
    }
    long end = heap();
    call("brk", 300, 0, end);
    call("brk", 900, end + 135_168, end + 135_168);
  }

  /** A thread is inside a call when it ends. */
  void leave(Task of, int of0) {
    on(of, of0);
    boolean last = of0 == 0;
    begin(last ? "exit_group" : "futex", 0);
    writer.registers(last ? new long[] {0, 0} : new long[] {BUFFER, 128, 2, 0, 0});
    writer.append();
  }

  /** One activity of the daemon. */
  void serve(Task of) {
    on(of, random.nextInt(of.threads));
    int dice = random.nextInt(100);
    if (dice < 20) {
      accept();
    } else if (dice < 24) {
      replace("/var/lib/daemon/state.new", "/var/lib/daemon/state");
    } else if (dice < 32) {
      compile();
    } else if (dice < 36) {
      resolve();
    } else if (dice < 60) {
      lock();
    } else {
      any(random.nextInt(100));
    }
  }

  /** One activity of a program. */
  void work(Task of) {
    on(of, random.nextInt(of.threads));
    any(random.nextInt(100));
  }

  private void any(int dice) {
    if (dice < 25) {
      readSource();
    } else if (dice < 38) {
      look();
    } else if (dice < 42) {
      String name = "/home/user/out/object-" + files++ % (SOURCES * 4);
      replace(name + ".tmp", name);
    } else if (dice < 45) {
      temporary();
    } else if (dice < 58) {
      pipe();
    } else if (dice < 63) {
      exchange();
    } else if (dice < 64) {
      resolve();
    } else if (dice < 76) {
      lock();
    } else if (dice < 83) {
      memory();
    } else if (dice < 89) {
      seek();
    } else if (dice < 96) {
      await();
    } else {
      rare();
    }
  }

  private void readSource() {
    int fd = open("/home/user/src/dir-" + random.nextInt(500) + "/file-" + source(), CLOEXEC, true);
    stat(fd);
    transfer("read", fd, 4096, 4096);
    transfer("read", fd, 4096, random.nextInt(1, 4096));
    transfer("read", fd, 4096, 0);
    close(fd);
  }

  private void look() {
    boolean there = random.nextInt(3) == 0;
    String path =
        "/home/user/include-" + random.nextInt(12) + "/header-" + random.nextInt(NAMES) + ".h";
    if (random.nextBoolean()) {
      begin("newfstatat", 2_000);
      writer.registers(FDCWD, BUFFER, BUFFER + 4096, 0, there ? 0 : ENOENT);
      writer.text(1, BUFFER, path.getBytes(UTF_8));
      if (there) {
        fill(writer.buffer(2, Capture.EXIT, BUFFER + 4096, STAT_SIZE), STAT_SIZE);
      }
    } else {
      begin("access", 1_500);
      writer.registers(BUFFER, 4, there ? 0 : ENOENT);
      writer.text(0, BUFFER, path.getBytes(UTF_8));
    }
    writer.append();
  }

  private void replace(String temporary, String name) {
    int fd = open(temporary, CREATE, true);
    for (int i = 0; i < 4; i++) {
      transfer("write", fd, 512, 512);
    }
    if (random.nextBoolean()) {
      call("fsync", 2_000_000, fd, 0);
    }
    close(fd);
    begin("rename", 20_000);
    writer.registers(BUFFER, BUFFER + 512, 0);
    writer.text(0, BUFFER, temporary.getBytes(UTF_8));
    writer.text(1, BUFFER + 512, name.getBytes(UTF_8));
    writer.append();
  }

  private void temporary() {
    String path = "/tmp/cc" + files++ + ".s";
    int fd = open(path, CREATE, true);
    transfer("write", fd, 100, 100);
    close(fd);
    begin("unlink", 9_000);
    writer.registers(BUFFER, random.nextInt(20) == 0 ? ENOENT : 0);
    writer.text(0, BUFFER, path.getBytes(UTF_8));
    writer.append();
  }

  private void pipe() {
    int from = task.open();
    int to = task.open();
    begin("pipe2", 4_000);
    writer.registers(BUFFER, CLOEXEC, 0);
    long ends = writer.buffer(0, Capture.EXIT, BUFFER, Long.BYTES);
    Memory.putInt(ends, from);
    Memory.putInt(ends + Integer.BYTES, to);
    writer.append();
    for (int i = 0; i < 3; i++) {
      transfer("write", to, 64, 64);
      transfer("read", from, 4096, 64);
    }
    close(from);
    close(to);
  }

  private void exchange() {
    int fd = socket();
    boolean refused = random.nextInt(10) == 0;
    connect(fd, 0x0a000000 + random.nextInt(300), 443, refused ? ECONNREFUSED : 0);
    if (!refused) {
      transfer("sendto", fd, 300, 300);
      transfer("recvfrom", fd, 4096, 1400);
    }
    close(fd);
  }

  private void resolve() {
    int fd = socket();
    connect(fd, 0x0a000001, DNS, 0);
    byte[] question = question("host-" + random.nextInt(NAMES));
    begin("sendto", 20_000);
    writer.registers(fd, BUFFER, question.length, 0, 0, 0, question.length);
    writer.bytes(1, Capture.ENTRY, BUFFER, question);
    writer.append();
    transfer("recvfrom", fd, 512, 120);
    close(fd);
  }

  /** A header that asks one question, the name in the zone {@code example}, type A, class IN. */
  private byte[] question(String host) {
    byte[] message = new byte[12 + 1 + host.length() + 9 + 4];
    message[0] = (byte) random.nextInt(256);
    message[2] = 1;
    message[5] = 1;
    message[12] = (byte) host.length();
    System.arraycopy(host.getBytes(UTF_8), 0, message, 13, host.length());
    int at = 13 + host.length();
    message[at] = 7;
    System.arraycopy("example".getBytes(UTF_8), 0, message, at + 1, 7);
    message[at + 10] = 1;
    message[at + 12] = 1;
    return message;
  }

  private void accept() {
    int listener = socket();
    begin("bind", 2_000);
    writer.registers(listener, BUFFER, 16, 0);
    address(1, Capture.ENTRY, 0, 8000 + random.nextInt(100));
    writer.append();
    call("listen", 1_000, listener, 128, 0);
    for (int i = 0; i < 3; i++) {
      int fd = task.open();
      begin("accept4", 200_000);
      writer.registers(listener, BUFFER, BUFFER + 64, CLOEXEC, fd);
      address(1, Capture.EXIT, 0x7f000001, 30_000 + random.nextInt(20_000));
      writer.append();
      transfer("recvfrom", fd, 4096, 200);
      transfer("sendto", fd, 900, 900);
      close(fd);
    }
    close(listener);
  }

  private void lock() {
    boolean waits = random.nextInt(3) > 0;
    long outcome = random.nextInt(4) == 0 ? EAGAIN : random.nextInt(9) == 0 ? ETIMEDOUT : 0;
    long address = CallWriter.HEAP + 64L * random.nextInt(3_000);
    call("futex", waits ? 100_000 : 1_000, address, waits ? 128 : 129, 1, 0, waits ? outcome : 1);
  }

  private void memory() {
    long at = heap();
    call("mmap", 3_000, 0, 1 << 18, 3, 0x22, -1, 0, at);
    call("munmap", 3_000, at, 1 << 18, 0);
    if (random.nextInt(8) == 0) {
      long end = heap();
      call("brk", 900, end, end);
    }
  }

  /** A compiler makes pages of code writable, then executable again. */
  private void compile() {
    long page = 0x7f00_0000_0000L + 4096L * random.nextInt(4_000);
    if (random.nextInt(20) == 0) {
      call("mmap", 3_000, page, 1 << 16, 3, 0x32, -1, 0, page);
    }
    call("mprotect", 2_000, page, 4096, 3, 0);
    call("mprotect", 2_000, page, 4096, random.nextInt(50) == 0 ? 7 : 5, 0);
  }

  private void seek() {
    int fd = open("/home/user/data/table-" + random.nextInt(40), CLOEXEC, true);
    transfer("read", fd, 512, 512);
    for (int i = 0; i < 2; i++) {
      long offset = 512L * random.nextInt(1_000);
      call("lseek", 300, fd, offset, 0, offset);
      transfer("read", fd, 512, 512);
      begin("pread64", 1_500);
      writer.registers(fd, BUFFER, 512, offset + 512, 512);
      fill(writer.buffer(1, Capture.EXIT, BUFFER, 512), CallWriter.STRING_LIMIT);
      writer.append();
    }
    close(fd);
  }

  private void await() {
    switch (random.nextInt(3)) {
      case 0 -> call("poll", SLEEP_NS, BUFFER, 1, 100, 1);
      case 1 -> call("clock_nanosleep", SLEEP_NS, 1, 0, BUFFER, 0, 0);
      default -> call("epoll_wait", SLEEP_NS, 5, BUFFER, 64, 100, 2);
    }
  }

  private void rare() {
    switch (random.nextInt(8)) {
      case 0 -> signal();
      case 1 -> call("prctl", 500, 38, 1, 0, 0, 0, 0);
      case 2 -> call("ptrace", 900, 0, 0, 0, 0, 0);
      case 3 -> open("/proc/" + task.pid + "/mem", CLOEXEC, random.nextBoolean());
      case 4 -> open("/home/user/leaked-" + source(), CLOEXEC, true);
      case 5 -> bad();
      case 6 -> call("setuid", 900, random.nextInt(2_000), 0);
      default -> call("getpid", 100, task.pid);
    }
  }

  private void signal() {
    call("kill", 3_000, task.pid, SIGUSR1, 0);
    byte[] siginfo = new byte[SIGINFO_SIZE];
    siginfo[0] = SIGUSR1;
    siginfo[16] = (byte) task.pid;
    siginfo[17] = (byte) (task.pid >> 8);
    siginfo[18] = (byte) (task.pid >> 16);
    event(task, thread, new Signal(SIGUSR1, siginfo));
  }

  private void bad() {
    begin("write", 400);
    writer.registers(1, 16, 100, EFAULT);
    writer.unreadable(1, Capture.ENTRY, 16, 100, (int) -EFAULT);
    writer.append();
  }

  private int source() {
    return random.nextInt(SOURCES);
  }

  private long heap() {
    return CallWriter.HEAP + 4096L * random.nextInt(1 << 20);
  }
}
