package dev.systape.schema.text;

import dev.systape.schema.memory.Memory;

/**
 * Writes struct dm_ioctl of linux/dm-ioctl.h: the fields that its command reads, those of the
 * device where they are set. Hot: no allocation.
 */
final class DeviceMapper implements MemoryText {
  private static final int VERSION = 4;
  private static final int SMALLEST = 305;
  private static final int SUSPEND = 2;
  private static final int REMOVE_ALL = 1;
  private static final int LIST_DEVICES = 2;
  private static final int TABLE_LOAD = 9;
  private static final int LIST_VERSIONS = 13;

  /** Commands that pass data behind the struct. */
  private static final int WITH_DATA = bits(2, 5, 8, 9, 11, 12, 13, 14, 15);

  /** Commands that pass the number of an event. */
  private static final int WITH_EVENT = bits(4, 5, 6, 8);

  /** Commands whose data are left out where not all is asked for. */
  private static final int WITH_MORE = bits(5, 14, 15);

  /** Commands that answer with the state of the device. */
  private static final int WITH_STATE = bits(3, 5, 6, 7, 8, 9, 10, 11, 12, 14);

  /** Commands whose answer has data behind the struct: always, or where there are targets. */
  private static final int ANSWERS_MORE = bits(2, 11, 13);

  private static final int ANSWERS_TARGETS = bits(8, 12);
  private static final int TARGET_MESSAGE = 14;
  private static final int DATA_OUT = 0x10000;

  private final WordText flags;
  private final boolean answer;

  /**
   * A writer.
   *
   * @param answer whether of what the kernel answers
   */
  DeviceMapper(SymbolSets symbols, boolean answer) {
    this.answer = answer;
    flags = symbols.text("dm_flags", 4);
  }

  private static int bits(int... numbers) {
    int bits = 0;
    for (int number : numbers) {
      bits |= 1 << number;
    }
    return bits;
  }

  @Override
  public void print(CallView call, long data, StringBuilder out) {
    int command = (int) call.argument(1) & 0xff;
    out.append("[{version=[");
    for (int i = 0; i < 3; i++) {
      Digits.unsigned(out.append(i == 0 ? "" : ", "), Memory.getU32(data + 4L * i));
    }
    if (Memory.getInt(data) != VERSION) {
      out.append("] /* unsupported device mapper ABI version */}]");
      return;
    }
    long size = Memory.getU32(data + 12);
    Digits.unsigned(out.append("], data_size="), size);
    if (size < SMALLEST) {
      out.append(" /* data_size too small */}]");
      return;
    }
    fields(command, data, out);
    out.append('}').append(hasMore(command, data) ? ", ...]" : "]");
  }

  private boolean hasMore(int command, long data) {
    boolean targets = Memory.getInt(data + 20) != 0;
    if (!answer) {
      return (WITH_MORE >>> command & 1) != 0 || command == TABLE_LOAD && targets;
    }
    return (ANSWERS_MORE >>> command & 1) != 0
        || targets && (ANSWERS_TARGETS >>> command & 1) != 0
        || command == TARGET_MESSAGE && (Memory.getInt(data + 28) & DATA_OUT) != 0;
  }

  private void fields(int command, long data, StringBuilder out) {
    if ((WITH_DATA >>> command & 1) != 0) {
      Digits.unsigned(out.append(", data_start="), Memory.getU32(data + 16));
    }
    if (command != REMOVE_ALL && command != LIST_DEVICES && command != LIST_VERSIONS) {
      device(data, out);
    }
    if (answer) {
      if ((WITH_STATE >>> command & 1) != 0) {
        Digits.unsigned(out.append(", target_count="), Memory.getU32(data + 20));
        Digits.unsigned(out.append(", open_count="), Memory.getU32(data + 24));
        Digits.unsigned(out.append(", event_nr="), Memory.getU32(data + 32));
      }
    } else if (command == TABLE_LOAD) {
      Digits.unsigned(out.append(", target_count="), Memory.getU32(data + 20));
    }
    long word = Memory.getU32(data + 28);
    boolean suspends = command == 6 && (word & SUSPEND) != 0;
    if (!answer && (WITH_EVENT >>> command & 1) != 0 && !suspends) {
      Digits.unsigned(out.append(", event_nr="), Memory.getU32(data + 32));
    }
    flags.print(word, out.append(", flags="));
  }

  private static void device(long data, StringBuilder out) {
    if (Memory.getLong(data + 40) != 0) {
      Words.device(Memory.getLong(data + 40), out.append(", dev="));
    }
    text(data + 48, 128, ", name=", out);
    text(data + 176, 129, ", uuid=", out);
  }

  private static void text(long data, int size, String label, StringBuilder out) {
    int end = Quotes.untilNul(data, size);
    if (end != 0) {
      Quotes.quote(out.append(label), data, Math.min(end, size - 1), 0);
      out.append(end == size ? "..." : "");
    }
  }
}
