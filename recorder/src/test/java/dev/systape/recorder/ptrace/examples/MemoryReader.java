package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.ptrace.MemoryMapping;
import dev.systape.recorder.ptrace.Tracee;
import java.util.List;

/** Looks for a text in the writable memory of a running process, which then runs on. */
public final class MemoryReader {
  private MemoryReader() {}

  /** {@code MemoryReader PID TEXT}. */
  public static void main(String[] arguments) {
    long address = find(Integer.parseInt(arguments[0]), arguments[1].getBytes());
    System.out.println(address < 0 ? "not there" : "at 0x" + Long.toHexString(address));
  }

  /** Where the text is, or -1. */
  static long find(int pid, byte[] text) {
    List<Tracee> threads = Tracee.attach(pid);
    try {
      for (MemoryMapping mapping : threads.get(0).maps()) {
        if (mapping.readable() && mapping.writable()) {
          int length = (int) Math.min(mapping.end() - mapping.start(), 1 << 24);
          int at = indexOf(threads.get(0).memory().read(mapping.start(), length), text);
          if (at >= 0) {
            return mapping.start() + at;
          }
        }
      }
      return -1;
    } finally {
      threads.forEach(thread -> thread.detach(0));
      threads.forEach(Tracee::close);
    }
  }

  private static int indexOf(byte[] memory, byte[] text) {
    for (int i = 0; i + text.length <= memory.length; i++) {
      int same = 0;
      while (same < text.length && memory[i + same] == text[same]) {
        same++;
      }
      if (same == text.length) {
        return i;
      }
    }
    return -1;
  }
}
