package dev.systape.recorder.intercept;

/**
 * What a {@link SyscallHandler} can do with calls whatever they are. The thread that calls is
 * stopped until the method returns. Where a method throws {@link UserFaultException} the program
 * gets EFAULT.
 */
public interface CallHandler {
  /**
   * A thread is about to make a call, be it one that has no description. The call's own method
   * follows, unless this one suppresses the call.
   */
  default void entered(Call call) {}

  /**
   * A call is over, also one that was suppressed; what {@link Call#onExit} was given is done. Not
   * for calls whose entry was not seen.
   */
  default void returned(Call call) {}

  /**
   * A thread has ended or is traced no longer; its memory and registers are not there any more.
   *
   * @param call the call that it did not return from, where {@link Call#isOpen} says so
   */
  default void ended(Call call) {}
}
