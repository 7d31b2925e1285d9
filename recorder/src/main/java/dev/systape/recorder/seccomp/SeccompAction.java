package dev.systape.recorder.seccomp;

/** What a filter answers: {@code SECCOMP_RET_*} of linux/seccomp.h, the one that wins first. */
public enum SeccompAction {
  /** Kills the process. */
  KILL_PROCESS(0x8000_0000),
  /** Kills the thread. */
  KILL_THREAD(0x0000_0000),
  /** Sends SIGSYS; the data is si_errno. */
  TRAP(0x0003_0000),
  /** Fails the call; the data is the errno. */
  ERRNO(0x0005_0000),
  /** Asks a supervisor, seccomp_unotify(2). */
  USER_NOTIF(0x7fc0_0000),
  /** Asks the tracer; the data is for it. Without a tracer the call fails with ENOSYS. */
  TRACE(0x7ff0_0000),
  /** Executes the call and logs it. */
  LOG(0x7ffc_0000),
  /** Executes the call. */
  ALLOW(0x7fff_0000);

  /** {@code SECCOMP_RET_ACTION_FULL}: the bits of an answer that are the action. */
  static final int ACTION = 0xffff_0000;

  private final int value;

  SeccompAction(int value) {
    this.value = value;
  }

  /**
   * The word that a filter returns.
   *
   * @param data {@code SECCOMP_RET_DATA}, 16 bits
   */
  public int answer(int data) {
    return value | data & 0xffff;
  }

  /** An answer for people, e.g. {@code SECCOMP_RET_ERRNO|1}; unknown actions in hexadecimal. */
  static String text(int answer) {
    int data = answer & ~ACTION;
    String rest = data == 0 ? "" : "|" + data;
    for (SeccompAction each : values()) {
      if (each.value == (answer & ACTION)) {
        return "SECCOMP_RET_" + each.name() + rest;
      }
    }
    return String.format("0x%08x", answer);
  }
}
