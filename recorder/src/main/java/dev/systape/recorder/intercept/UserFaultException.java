package dev.systape.recorder.intercept;

/**
 * A handler touched memory that the program has not mapped, or may not write. Unless the handler
 * catches it, the call fails with EFAULT, as the kernel would have it.
 */
public final class UserFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserFaultException(Call call, long address) {
    super(call.name() + " of " + call.tracee() + ": bad address 0x" + Long.toHexString(address));
  }
}
