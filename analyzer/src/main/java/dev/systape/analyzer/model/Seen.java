package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.select.CallSet;
import dev.systape.schema.tape.TapeHeader;
import java.util.List;

/**
 * Whether a tape shows the calls that change what descriptors stand for and where relative names
 * lead. Where it was recorded without them, a descriptor may stand for another file than the one it
 * was opened for, and nobody would know.
 *
 * @param descriptors whether it shows those that take descriptors away
 * @param directories whether it shows those that change a directory
 */
record Seen(boolean descriptors, boolean directories) {
  private static final List<String> DESCRIPTORS =
      List.of("close", "close_range", "dup2", "dup3", "unshare");
  private static final List<String> DIRECTORIES =
      List.of("chdir", "fchdir", "chroot", "pivot_root", "setns", "unshare");

  /** What a tape shows. */
  static Seen of(TapeHeader header) {
    if ((header.options() & TapeHeader.FILTERED) == 0) {
      return new Seen(true, true);
    }
    try {
      CallSet set = CallSet.parse(header.filter(), Descriptions::load);
      return new Seen(shows(set, DESCRIPTORS), shows(set, DIRECTORIES));
    } catch (IllegalArgumentException e) {
      // An expression of another version: it cannot be told what it left out.
      return new Seen(false, false);
    }
  }

  private static boolean shows(CallSet set, List<String> names) {
    for (Abi abi : Abi.values()) {
      for (String name : names) {
        int number = SyscallNumbers.of(abi).number(name);
        if (number >= 0 && !set.contains(abi, number)) {
          return false;
        }
      }
    }
    return true;
  }
}
