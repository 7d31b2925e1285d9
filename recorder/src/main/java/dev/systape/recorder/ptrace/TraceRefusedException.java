package dev.systape.recorder.ptrace;

/** The kernel does not let this process trace another: why, and what to do about it. */
public final class TraceRefusedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  TraceRefusedException(String why, String remedy) {
    super(remedy.isEmpty() ? why : why + "; " + remedy);
    this.remedy = remedy;
  }

  /** What to do about it, empty where nothing can be done. */
  public String remedy() {
    return remedy;
  }
}
