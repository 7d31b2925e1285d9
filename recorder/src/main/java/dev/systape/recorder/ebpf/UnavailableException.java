package dev.systape.recorder.ebpf;

/** This backend cannot be used here: why, and what would help. */
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final String detail;

  UnavailableException(String reason, String remedy, String detail, Throwable cause) {
    super(reason, cause);
    this.remedy = remedy;
    this.detail = detail;
  }

  /** What would help, empty where nothing is known to. */
  public String remedy() {
    return remedy;
  }

  /** The end of the kernel's own account, empty where it gave none. */
  public String detail() {
    return detail;
  }
}
