package dev.systape.recorder.ptrace;

import dev.systape.schema.memory.Memory;

/**
 * The auxiliary vector that the kernel puts on the stack of a new program, getauxval(3): behind
 * argc, argv and envp, pairs of a key and a value up to AT_NULL.
 */
final class AuxiliaryVector {
  private static final int AT_NULL = 0;
  private static final int AT_IGNORE = 1;
  private static final int AT_PAGESZ = 6;
  private static final int AT_SYSINFO_EHDR = 33;

  /** Words that are looked at: argv and envp of the longest command line there is. */
  private static final int MAX_WORDS = 1 << 20;

  private static final int CHUNK_WORDS = 512;

  private final Tracee tracee;
  private final int width;
  private final long chunk = Memory.allocate((long) CHUNK_WORDS * 8);
  private long chunkAddress;
  private int chunkBytes;

  private AuxiliaryVector(Tracee tracee, int width) {
    this.tracee = tracee;
    this.width = width;
  }

  /**
   * Makes a program that has just been executed, and has not run yet, believe that there is no
   * vDSO: its libc makes real calls for clock_gettime, gettimeofday, time and getcpu then.
   *
   * @return whether there was one to hide
   */
  static boolean hideVdso(Tracee tracee, Registers registers) {
    if (!tracee.readRegisters(registers)) {
      return false;
    }
    long stack = registers.stackPointer();
    return hide(tracee, stack, 8) || hide(tracee, stack, 4);
  }

  private static boolean hide(Tracee tracee, long stack, int width) {
    AuxiliaryVector vector = new AuxiliaryVector(tracee, width);
    try {
      return vector.hide(stack);
    } finally {
      Memory.free(vector.chunk);
    }
  }

  /** The vector is known by the page size in it: with the wrong width there is none. */
  private boolean hide(long stack) {
    long at = behindNull(behindNull(stack + width));
    long found = 0;
    boolean sound = false;
    for (int i = 0; at != 0 && i < CHUNK_WORDS; i++, at += 2L * width) {
      long key = word(at);
      if (key == AT_NULL || key < 0) {
        break;
      }
      if (key == AT_SYSINFO_EHDR) {
        found = at;
      }
      sound |= key == AT_PAGESZ && Long.bitCount(word(at + width)) == 1;
    }
    return sound && found != 0 && tracee.memory().write(found, ignored()) == width;
  }

  private byte[] ignored() {
    byte[] key = new byte[width];
    key[0] = AT_IGNORE;
    return key;
  }

  /** The address behind the next word that is 0, or 0 where there is none. */
  private long behindNull(long from) {
    long at = from;
    for (int i = 0; from != 0 && i < MAX_WORDS; i++, at += width) {
      long word = word(at);
      if (word == 0) {
        return at + width;
      }
      if (word == -1) {
        return 0;
      }
    }
    return 0;
  }

  /** The word at an address, -1 where it cannot be read. */
  private long word(long address) {
    if (address < chunkAddress || address + width > chunkAddress + chunkBytes) {
      chunkAddress = address;
      chunkBytes = (int) tracee.memory().read(address, chunk, (long) CHUNK_WORDS * 8);
      if (chunkBytes < width) {
        return -1;
      }
    }
    long place = chunk + address - chunkAddress;
    return width == 8 ? Memory.getLong(place) : Memory.getU32(place);
  }
}
