package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.tape.Capture;

/**
 * How many entries getdents(2) wrote. d_reclen is behind two words, which are 64 bits wide but for
 * i386's linux_dirent. The number is left out where not all entries were captured.
 */
final class DirectoryEntries implements ArgumentText {
  private static final int ARGUMENT = 1;

  private final int lengthOffset;

  DirectoryEntries(Abi abi, String call) {
    lengthOffset = abi == Abi.I386 && call.equals("getdents") ? 8 : 16;
  }

  @Override
  public boolean isAtExit() {
    return true;
  }

  @Override
  public void print(CallView call, StringBuilder out) {
    long address = call.argument(ARGUMENT);
    Digits.address(out, address);
    if (address == 0 || !call.succeeded()) {
      return;
    }
    int capture = call.find(ARGUMENT, Capture.EXIT, address);
    int length = capture < 0 ? 0 : call.length(capture);
    if (length >= call.result()) {
      int count = length == 0 ? 0 : count(call.data(capture), length);
      out.append(" /* ").append(count).append(" entries */");
    }
  }

  private int count(long data, int length) {
    int count = 0;
    for (int at = 0; length - at >= lengthOffset + 2; count++) {
      int size = Memory.getU16(data + at + lengthOffset);
      if (size == 0) {
        break;
      }
      at += size;
    }
    return count;
  }
}
