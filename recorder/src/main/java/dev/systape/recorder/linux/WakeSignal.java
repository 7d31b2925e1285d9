package dev.systape.recorder.linux;

/**
 * A signal whose handler does nothing: sent to a thread, it makes a blocking system call there
 * return EINTR. The handler is one {@code ret}, for a Java method must not run in a signal handler.
 */
public final class WakeSignal {
  /** SIGRTMAX - 1, which neither a JVM nor glibc uses. */
  private static final int SIGNAL = 63;

  private static final long SA_RESTORER = 0x0400_0000;
  private static final int RESTORER = 8;

  /**
   * {@code ret}, padded to 8 bytes; then the restorer: {@code mov eax, SYS_rt_sigreturn; syscall}.
   */
  private static final byte[] CODE = {
    (byte) 0xc3,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xcc,
    (byte) 0xb8,
    0x0f,
    0x00,
    0x00,
    0x00,
    0x0f,
    0x05
  };

  private static boolean installed;

  private final int pid;
  private final int tid;

  private WakeSignal(int pid, int tid) {
    this.pid = pid;
    this.tid = tid;
  }

  private static synchronized void install() {
    if (!installed) {
      long code = Linux.mapCode(CODE);
      Linux.signal(SIGNAL, code, SA_RESTORER, code + RESTORER);
      installed = true;
    }
  }

  /** Installs the handler, once in a process, and names the current thread as the one to wake. */
  public static WakeSignal forCurrentThread() {
    install();
    return new WakeSignal((int) ProcessHandle.current().pid(), Linux.gettid());
  }

  /**
   * Wakes the thread; a wake-up that comes before the call it is meant for is lost, so callers
   * repeat it until it took effect.
   */
  public void wake() {
    Linux.tgkill(pid, tid, SIGNAL);
  }
}
