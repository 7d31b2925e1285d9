package dev.systape.analyzer.load;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.TapeRegisters;
import dev.systape.schema.tape.Capture;
import java.util.Arrays;

/**
 * Which of a call's captures of one argument, phase and kind stands for the others: the longest of
 * what the argument itself points to, or where there is none the first. Hot: no allocation.
 */
final class StandingCaptures {
  private static final int SLOTS = 64;

  private final int[] standing = new int[SLOTS];
  private final long[] ranks = new long[SLOTS];

  /** Looks at the captures of a call. */
  void choose(long record, TapeRegisters registers, CallCaptures of) {
    Arrays.fill(standing, -1);
    of.rewind();
    for (int at = 0; of.next(); at++) {
      int slot = slot(of);
      if (slot >= 0) {
        long rank = isPointee(record, registers, of) ? 1 + of.length() : 0;
        if (standing[slot] < 0 || rank > ranks[slot]) {
          standing[slot] = at;
          ranks[slot] = rank;
        }
      }
    }
  }

  private static boolean isPointee(long record, TapeRegisters registers, CallCaptures of) {
    int argument = of.argument();
    return argument < Capture.RESULT_ARGUMENT
        && registers.hasArgument(record, argument)
        && registers.argument(record, argument) == of.address();
  }

  /** Whether another stands for the capture that the cursor stands on, the {@code at}-th. */
  boolean isAnother(int at, CallCaptures of) {
    int slot = slot(of);
    return slot >= 0 && standing[slot] != at;
  }

  /** A number for argument, phase and kind; -1 for those that this version does not know. */
  private static int slot(CallCaptures of) {
    boolean known =
        of.argument() < SLOTS >> 3
            && of.phase() <= Capture.EXIT
            && of.kind() >= Capture.BYTES
            && of.kind() <= Capture.IOVEC_DATA;
    return known ? of.argument() << 3 | of.phase() << 2 | of.kind() - Capture.BYTES : -1;
  }
}
