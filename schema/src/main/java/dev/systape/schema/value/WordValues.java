package dev.systape.schema.value;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Symbols;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.text.SocketAddresses;

/** Words and what they mean. */
final class WordValues {
  private static final int AT_FDCWD = -100;
  private static final int S_IFMT = 0170000;
  private static final String[] FILE_TYPES = {
    null,
    "S_IFIFO",
    "S_IFCHR",
    null,
    "S_IFDIR",
    null,
    "S_IFBLK",
    null,
    "S_IFREG",
    null,
    "S_IFLNK",
    null,
    "S_IFSOCK"
  };

  private WordValues() {}

  /** A word in memory, as it lies there. */
  static long load(long address, int width) {
    return switch (width) {
      case 1 -> Memory.getU8(address);
      case 2 -> Memory.getU16(address);
      case 4 -> Memory.getU32(address);
      default -> Memory.getLong(address);
    };
  }

  /** The low bytes of a word, with its sign where it has one. */
  static long narrowed(long word, int width, boolean signed) {
    if (width >= Long.BYTES || width == 0) {
      return word;
    }
    int shift = Long.SIZE - Byte.SIZE * width;
    return signed ? word << shift >> shift : word << shift >>> shift;
  }

  /** Whether a type is a number and nothing else. */
  static boolean isPlain(Type type) {
    return type instanceof Type.Word word
        && switch (word.scalar().form()) {
          case DECIMAL, HEX, ADDRESS -> true;
          case OCTAL,
              FD,
              DIRFD,
              FILE_MODE,
              DEVICE,
              SIGNAL,
              SIGSET,
              PORT,
              IN_ADDR,
              WAIT_STATUS,
              KERNEL_VERSION ->
              false;
        };
  }

  /** A number. */
  static void number(Type type, long raw, int width, ValueSink sink) {
    boolean signed = type instanceof Type.Word word && word.scalar().signed();
    long value = narrowed(raw, width, signed);
    if (signed) {
      sink.signed(value);
    } else {
      sink.unsigned(value);
    }
  }

  /** A word as a value of its own: a number, or an object where it means more. */
  static void value(Type type, long raw, int width, ValueSink sink) {
    if (isPlain(type)) {
      number(type, raw, width, sink);
    } else {
      sink.beginObject();
      members(type, raw, width, sink);
      sink.endObject();
    }
  }

  /** A word as members of an object: its number, and what it means. */
  static void members(Type type, long raw, int width, ValueSink sink) {
    sink.name("value");
    number(type, raw, width, sink);
    if (type instanceof Type.Named named) {
      symbols(named.symbols(), narrowed(raw, width, false), width, sink);
    } else if (type instanceof Type.Word word) {
      meaning(word.scalar(), narrowed(raw, width, word.scalar().signed()), sink);
    }
  }

  private static void meaning(Scalar scalar, long value, ValueSink sink) {
    switch (scalar.form()) {
      case OCTAL -> member("octal", octal(value), sink);
      case FILE_MODE -> fileMode(value, sink);
      case DIRFD -> member("name", value == AT_FDCWD ? "AT_FDCWD" : null, sink);
      case SIGNAL -> member("name", SignalNames.name((int) value), sink);
      case SIGSET -> signals(value, sink);
      case DEVICE -> device(value, sink);
      case PORT -> {
        sink.name("port");
        sink.signed((value & 0xff) << 8 | value >>> 8 & 0xff);
      }
      case IN_ADDR -> {
        StringBuilder text = new StringBuilder();
        SocketAddresses.dotted(value, text);
        member("address", text.toString(), sink);
      }
      case KERNEL_VERSION ->
          // linux/version.h: eight bits each.
          member(
              "version", (value >>> 16) + "." + (value >>> 8 & 0xff) + "." + (value & 0xff), sink);
      case WAIT_STATUS -> waitStatus((int) value, sink);
      case DECIMAL, HEX, ADDRESS, FD -> {
        // The number says all.
      }
    }
  }

  private static void member(String name, String text, ValueSink sink) {
    if (text != null) {
      sink.name(name);
      sink.text(text);
    }
  }

  private static String octal(long value) {
    return value == 0 ? "0" : "0" + Long.toOctalString(value);
  }

  private static void fileMode(long value, ValueSink sink) {
    int type = (int) (value & S_IFMT) >>> 12;
    member("type", type < FILE_TYPES.length ? FILE_TYPES[type] : null, sink);
    member("permissions", octal(value & ~S_IFMT), sink);
  }

  /** linux/kdev_t.h, new_decode_dev; in 64 bits the C library's. */
  private static void device(long value, ValueSink sink) {
    sink.name("major");
    sink.unsigned(value >>> 8 & 0xfff | value >>> 32 & 0xffff_f000L);
    sink.name("minor");
    sink.unsigned(value & 0xff | value >>> 12 & 0xffff_ff00L);
  }

  private static void signals(long set, ValueSink sink) {
    sink.name("signals");
    sink.beginArray();
    for (long rest = set; rest != 0; rest &= rest - 1) {
      int signal = Long.numberOfTrailingZeros(rest) + 1;
      String name = SignalNames.name(signal);
      sink.text(name == null ? "SIG_" + signal : name);
    }
    sink.endArray();
  }

  /** A status word of wait(2). */
  private static void waitStatus(int status, ValueSink sink) {
    int signal = status & 0x7f;
    if (status == 0xffff) {
      sink.name("continued");
      sink.truth(true);
    } else if (signal == 0) {
      sink.name("exited");
      sink.signed(status >> 8 & 0xff);
    } else if (signal == 0x7f) {
      signal("stopped", status >> 8 & 0xff, sink);
    } else {
      signal("killed", signal, sink);
    }
  }

  private static void signal(String how, int signal, ValueSink sink) {
    String name = SignalNames.name(signal);
    member(how, name == null ? "SIG_" + signal : name, sink);
  }

  /** The names of a value, or of the bits of flags; bits without a name are the {@code rest}. */
  static void symbols(Symbols symbols, long word, int width, ValueSink sink) {
    long mask = narrowed(-1, width, false);
    if (!symbols.flags()) {
      for (Symbols.Value each : symbols.values()) {
        if ((each.value() & mask) == word) {
          member("name", each.name(), sink);
          return;
        }
      }
      return;
    }
    sink.name("flags");
    sink.beginArray();
    long rest = fields(symbols, word, sink);
    for (Symbols.Value each : symbols.values()) {
      long bits = each.value() & mask;
      if (bits != 0 && (rest & bits) == bits || bits == 0 && word == 0) {
        sink.text(each.name());
        rest &= ~bits;
      }
    }
    sink.endArray();
    if (rest != 0) {
      sink.name("rest");
      sink.unsigned(rest);
    }
  }

  /** Names the groups of bits that hold one value each; returns the bits without a name. */
  private static long fields(Symbols symbols, long word, ValueSink sink) {
    long rest = word;
    for (Symbols.FieldMask field : symbols.fields()) {
      if (field.shift() != null && (rest & field.mask()) != 0) {
        long value = (rest & field.mask()) >>> Long.numberOfTrailingZeros(field.mask());
        sink.text(Long.toUnsignedString(value) + "<<" + field.shift());
        rest &= ~field.mask();
        continue;
      }
      for (Symbols.Value each : field.values()) {
        if ((rest & field.mask()) == each.value()) {
          sink.text(each.name());
          rest &= ~field.mask();
          break;
        }
      }
    }
    return rest;
  }
}
