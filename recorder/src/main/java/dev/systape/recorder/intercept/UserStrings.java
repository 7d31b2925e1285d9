package dev.systape.recorder.intercept;

import dev.systape.recorder.ptrace.TraceeMemory;
import java.util.ArrayList;
import java.util.List;

/** A vector of strings that NULL ends: argv and envp of execve(2). */
public final class UserStrings extends UserPointer {
  /** MAX_ARG_STRLEN of linux/binfmts.h. */
  private static final int LIMIT = 32 * 4096;

  UserStrings(Call call, int position) {
    super(call, position, 0);
  }

  /**
   * The strings as UTF-8; none for NULL, which execve(2) takes for an empty vector.
   *
   * @throws UserFaultException where a pointer or a string cannot be read
   */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (isNull()) {
      return texts;
    }
    int width = call.abi().pointerWidth();
    for (long at = address(); ; at += width) {
      long pointer = call.load(at, width, false);
      if (pointer == 0) {
        return texts;
      }
      TraceeMemory.Text text = call.memory().readString(pointer, LIMIT);
      if (!text.complete()) {
        throw new UserFaultException(call, pointer + text.bytes().length);
      }
      texts.add(text.toString());
    }
  }
}
