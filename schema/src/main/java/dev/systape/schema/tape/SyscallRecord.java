package dev.systape.schema.tape;

import dev.systape.schema.memory.Memory;

/**
 * A SYSCALL record behind its {@link RecordHeader}, whose time is the entry's. With the eight entry
 * registers and one exit register of the system call ABI it takes 128 bytes; captures follow, each
 * a {@link Capture}, up to the record's end.
 *
 * <pre>
 * +-----------------------------------------------------------------------+
 * |              CLOCK_MONOTONIC ns at exit, 0: not seen                  |  40
 * +-----------------------------------+--------+--------+--------+--------+
 * |    number, without ABI bits       | flags  | entry  | exit   |reserved|  48
 * |                                   |        | regs   | regs   |        |
 * +-----------------------------------+--------+--------+--------+--------+
 * |   entry registers, u64 each, in the order of the tape's header        |  56
 * +-----------------------------------------------------------------------+
 * |   exit registers, likewise                                            |
 * +-----------------------------------------------------------------------+
 * |   captures ...                                                        |
 * +-----------------------------------------------------------------------+
 * </pre>
 */
public final class SyscallRecord {
  /** Flag: no entry was seen; a seccomp filter answered, and the registers are those at exit. */
  public static final int NO_ENTRY = 1;

  /** Flag: no exit was seen; the thread ended inside the call, or recording did. */
  public static final int NO_EXIT = 2;

  /**
   * Flag: captures are missing because memory for them ran out; each left out is flagged LIMIT or
   * absent.
   */
  public static final int CAPTURES_CUT = 4;

  /** Flag: the recorder changed the call or its result on request. */
  public static final int INJECTED = 8;

  /** Flag: the recorder held the thread at the call's entry or exit on request. */
  public static final int DELAYED = 16;

  private static final int EXIT_NS = RecordHeader.SIZE;
  private static final int NUMBER = EXIT_NS + 8;
  private static final int FLAGS = NUMBER + 4;
  private static final int ENTRY_REGISTERS = FLAGS + 1;
  private static final int EXIT_REGISTERS = ENTRY_REGISTERS + 1;

  /** Where the entry registers begin. */
  public static final int REGISTERS = EXIT_REGISTERS + 2;

  private SyscallRecord() {}

  /** Writes the fields known at entry; exit time, flags and exit registers are 0. */
  public static void encodeEntry(long record, int number, int entryRegisters) {
    Memory.putLong(record + EXIT_NS, 0);
    Memory.putInt(record + NUMBER, number);
    Memory.putInt(record + FLAGS, entryRegisters << 8);
  }

  /** Writes the fields known at exit. */
  public static void encodeExit(long record, long exitNs, int flags, int exitRegisters) {
    Memory.putLong(record + EXIT_NS, exitNs);
    Memory.putU8(record + FLAGS, flags);
    Memory.putU8(record + EXIT_REGISTERS, exitRegisters);
  }

  /** CLOCK_MONOTONIC ns at exit, 0 where {@link #NO_EXIT} is set. */
  public static long exitNs(long record) {
    return Memory.getLong(record + EXIT_NS);
  }

  /** The call's number, without ABI bits. */
  public static int number(long record) {
    return Memory.getInt(record + NUMBER);
  }

  /**
   * {@link #NO_ENTRY}, {@link #NO_EXIT}, {@link #CAPTURES_CUT}, {@link #INJECTED}, {@link
   * #DELAYED}.
   */
  public static int flags(long record) {
    return Memory.getU8(record + FLAGS);
  }

  /** How many entry registers there are. */
  public static int entryRegisters(long record) {
    return Memory.getU8(record + ENTRY_REGISTERS);
  }

  /** How many exit registers there are. */
  public static int exitRegisters(long record) {
    return Memory.getU8(record + EXIT_REGISTERS);
  }

  /** Address of entry register {@code index}. */
  public static long entryRegister(long record, int index) {
    return record + REGISTERS + 8L * index;
  }

  /** Address of exit register {@code index}. */
  public static long exitRegister(long record, int index) {
    return record + REGISTERS + 8L * (entryRegisters(record) + index);
  }

  /** Address of the first capture, or of the record's end. */
  public static long captures(long record) {
    return exitRegister(record, exitRegisters(record));
  }

  /** Address of the record's end. */
  public static long end(long record) {
    return record + RecordHeader.total(record);
  }
}
