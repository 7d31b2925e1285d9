package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Scalar;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SignalNames;

/** The writers of plain words. */
final class Words {
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
    "S_IFSOCK",
    null,
    null,
    null
  };

  private Words() {}

  /** The bits of a word of a width in bytes. */
  static long mask(int width) {
    return width >= 8 ? -1 : (1L << 8 * width) - 1;
  }

  /** The word of a width at an address, unsigned. */
  static long load(long address, int width) {
    return switch (width) {
      case 1 -> Memory.getU8(address);
      case 2 -> Memory.getU16(address);
      case 4 -> Memory.getU32(address);
      default -> Memory.getLong(address);
    };
  }

  /** A word of a width, sign-extended. */
  static long signed(long word, int width) {
    int unused = 64 - 8 * width;
    return word << unused >> unused;
  }

  /** The writer of a type that is a word; a pointer type's is its address. */
  static WordText of(Type type, Abi abi, TextOptions.Names names) {
    WordText text = of(type, abi);
    if (names == TextOptions.Names.ABBREV) {
      return text;
    }
    boolean verbose = names == TextOptions.Names.VERBOSE;
    if (type instanceof Type.Named named) {
      return NumberedWord.hex(text, named.width() == 0 ? abi.pointerWidth() : named.width(), names);
    }
    if (!(type instanceof Type.Word word)) {
      return text;
    }
    int width = word.scalar().width(abi.pointerWidth());
    long mask = mask(width);
    return switch (word.scalar().form()) {
      case FILE_MODE ->
          new NumberedWord((mode, out) -> Digits.mode(out, mode & mask), text, verbose);
      case DEVICE ->
          new NumberedWord((device, out) -> Digits.hex(out, device & mask), text, verbose);
      case DIRFD, SIGNAL ->
          new NumberedWord((value, out) -> out.append((int) value), text, verbose);
      case PORT -> new NumberedWord((port, out) -> bytes(port, 2, out), text, verbose);
      case IN_ADDR -> new NumberedWord((address, out) -> bytes(address, 4, out), text, verbose);
      case SIGSET -> (set, out) -> SignalSets.print(set & mask, 8 * width, names, out);
      default -> text;
    };
  }

  /** Bytes of network order, each in hexadecimal. */
  private static void bytes(long word, int count, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < count; i++) {
      Digits.bareHex(out.append("\\x"), word >>> 8 * i & 0xff, 2);
    }
    out.append('"');
  }

  private static WordText of(Type type, Abi abi) {
    if (type instanceof Type.Named named) {
      return new Symbolic(named.symbols(), named.width() == 0 ? abi.pointerWidth() : named.width());
    }
    return type instanceof Type.Word word ? of(word.scalar(), abi) : Digits::addressWord;
  }

  private static WordText of(Scalar scalar, Abi abi) {
    int width = scalar.width(abi.pointerWidth());
    long mask = mask(width);
    return switch (scalar.form()) {
      case DECIMAL -> decimal(scalar, width);
      case HEX -> (word, out) -> Digits.hex(out, word & mask);
      case OCTAL -> (word, out) -> Digits.mode(out, word & mask);
      case ADDRESS -> (word, out) -> Digits.address(out, word & mask);
      case KERNEL_VERSION -> Words::version;
      case FD -> (word, out) -> out.append((int) word);
      case DIRFD -> Words::directory;
      case FILE_MODE -> (word, out) -> fileMode((int) (word & mask), out);
      case DEVICE -> (word, out) -> device(word & mask, out);
      case SIGNAL -> (word, out) -> signal((int) word, out);
      case SIGSET -> (word, out) -> SignalSets.print(word & mask, 8 * width, out);
      case PORT -> Words::port;
      case IN_ADDR -> Words::internetAddress;
      case WAIT_STATUS -> (word, out) -> WaitStatusText.print((int) word, out);
    };
  }

  private static void version(long word, StringBuilder out) {
    out.append("KERNEL_VERSION(").append(word >>> 16 & 0xffff);
    out.append(", ").append(word >>> 8 & 0xff).append(", ").append(word & 0xff).append(')');
  }

  private static WordText decimal(Scalar scalar, int width) {
    if (scalar == Scalar.UID16 || scalar == Scalar.GID16) {
      return (word, out) -> out.append((short) word == -1 ? -1 : word & mask(2));
    }
    if (scalar == Scalar.UID || scalar == Scalar.GID) {
      return (word, out) -> out.append((int) word == -1 ? -1 : word & mask(4));
    }
    return scalar.signed()
        ? (word, out) -> out.append(signed(word, width))
        : (word, out) -> Digits.unsigned(out, word & mask(width));
  }

  private static void directory(long word, StringBuilder out) {
    if ((int) word == AT_FDCWD) {
      out.append("AT_FDCWD");
    } else {
      out.append((int) word);
    }
  }

  /** A file's type and permissions, as inode(7) splits them. */
  static void fileMode(int mode, StringBuilder out) {
    String type = FILE_TYPES[(mode & S_IFMT) >>> 12];
    if (type == null && (mode & S_IFMT) != 0) {
      Digits.mode(out, mode);
      return;
    }
    int start = out.length();
    out.append(type == null ? "" : type);
    bit(mode, 04000, "S_ISUID", start, out);
    bit(mode, 02000, "S_ISGID", start, out);
    bit(mode, 01000, "S_ISVTX", start, out);
    Digits.mode(out.append(out.length() == start ? "" : "|"), mode & 0777);
  }

  private static void bit(int mode, int bit, String name, int start, StringBuilder out) {
    if ((mode & bit) != 0) {
      out.append(out.length() == start ? "" : "|").append(name);
    }
  }

  /** A device number: linux/kdev_t.h, new_decode_dev; in 64 bits the C library's. */
  static void device(long word, StringBuilder out) {
    Digits.hex(out.append("makedev("), word >>> 8 & 0xfff | word >>> 32 & 0xffff_f000L);
    Digits.hex(out.append(", "), word & 0xff | word >>> 12 & 0xffff_ff00L);
    out.append(')');
  }

  /** A signal by name; by number what is none. */
  static void signal(int signal, StringBuilder out) {
    String name = SignalNames.name(signal);
    if (name == null) {
      out.append(signal);
    } else {
      out.append(name);
    }
  }

  private static void port(long word, StringBuilder out) {
    out.append("htons(").append((word & 0xff) << 8 | word >>> 8 & 0xff).append(')');
  }

  private static void internetAddress(long word, StringBuilder out) {
    out.append("inet_addr(\"");
    SocketAddresses.dotted(word, out);
    out.append("\")");
  }
}
