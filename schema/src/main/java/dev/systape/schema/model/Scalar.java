package dev.systape.schema.model;

import dev.systape.schema.abi.Abi;

/**
 * The plain words: how wide, whether signed, and in which form people write them. Those without a
 * width of their own are as wide as a pointer; but for longs of x32, see {@link #width(Abi)}.
 */
public enum Scalar {
  /** 8 bits, signed. */
  I8("i8", 1, true, Form.DECIMAL),
  /** 8 bits. */
  U8("u8", 1, false, Form.DECIMAL),
  /** 16 bits, signed. */
  I16("i16", 2, true, Form.DECIMAL),
  /** 16 bits. */
  U16("u16", 2, false, Form.DECIMAL),
  /** 32 bits, signed. */
  INT("int", 4, true, Form.DECIMAL),
  /** 32 bits. */
  UINT("uint", 4, false, Form.DECIMAL),
  /** 64 bits, signed. */
  I64("i64", 8, true, Form.DECIMAL),
  /** 64 bits. */
  U64("u64", 8, false, Form.DECIMAL),
  /** A long of the program. */
  LONG("long", 0, true, Form.DECIMAL),
  /** An unsigned long of the program. */
  ULONG("ulong", 0, false, Form.DECIMAL),
  /** A number of bytes. */
  SIZE("size", 0, false, Form.DECIMAL),
  /** A position in a file. */
  OFFSET("off", 0, true, Form.DECIMAL),
  /** A 32-bit word, in hexadecimal. */
  HEX("hex", 4, false, Form.HEX),
  /** A 16-bit word, in hexadecimal. */
  HEX16("hex16", 2, false, Form.HEX),
  /** An 8-bit word, in hexadecimal. */
  HEX8("hex8", 1, false, Form.HEX),
  /** A 64-bit word, in hexadecimal. */
  HEX64("hex64", 8, false, Form.HEX),
  /** A long, in hexadecimal. */
  LHEX("lhex", 0, false, Form.HEX),
  /** An address. */
  ADDRESS("address", 0, false, Form.ADDRESS),
  /** An address in 64 bits, however wide the program's are. */
  ADDRESS64("address64", 8, false, Form.ADDRESS),
  /** A {@code LINUX_VERSION_CODE}. */
  KERNEL_VERSION("kversion", 4, false, Form.KERNEL_VERSION),
  /** A descriptor. */
  FD("fd", 4, true, Form.FD),
  /** A descriptor of a directory, or AT_FDCWD. */
  DIRFD("dirfd", 4, true, Form.DIRFD),
  /** A process, thread or process group. */
  PID("pid", 4, true, Form.DECIMAL),
  /** A user; -1 is none. */
  UID("uid", 4, true, Form.DECIMAL),
  /** A group; -1 is none. */
  GID("gid", 4, true, Form.DECIMAL),
  /** Permission bits, in octal. */
  MODE("mode", 2, false, Form.OCTAL),
  /** A file's type and permission bits. */
  FILE_MODE("filemode", 4, false, Form.FILE_MODE),
  /** The same in 16 bits. */
  FILE_MODE16("filemode16", 2, false, Form.FILE_MODE),
  /** The same in 64 bits. */
  LONG_MODE("lmode", 8, false, Form.OCTAL),
  /** A device number in 16 bits, of the first calls of i386. */
  DEV16("dev16", 2, false, Form.DEVICE),
  /** A device number in 32 bits. */
  DEV32("dev32", 4, false, Form.DEVICE),
  /** A device number as the kernel packs it, new_encode_dev of linux/kdev_t.h. */
  DEV("dev", 8, false, Form.DEVICE),
  /** A signal. */
  SIGNAL("signal", 4, true, Form.SIGNAL),
  /** A set of signals, 64 bits. */
  SIGSET("sigset", 8, false, Form.SIGSET),
  /** A set of signals, 32 bits, of the first calls of i386. */
  SIGSET32("sigset32", 4, false, Form.SIGSET),
  /** A port in network order. */
  PORT("port", 2, false, Form.PORT),
  /** An address of hardware, as long as what holds it. */
  HARDWARE_ADDRESS("hwaddr", 6, false, Form.HEX),
  /** A network interface by its index; in memory by its name, where that is known. */
  IFINDEX("ifindex", 4, false, Form.DECIMAL),
  /** An IPv4 address in network order. */
  IN_ADDR("in_addr", 4, false, Form.IN_ADDR),
  /** A status word of wait(2). */
  WAIT_STATUS("waitstatus", 4, true, Form.WAIT_STATUS),
  /** A user in 16 bits, of the first calls of i386. */
  UID16("uid16", 2, true, Form.DECIMAL),
  /** A group in 16 bits, likewise. */
  GID16("gid16", 2, true, Form.DECIMAL),
  /**
   * The low half of a 64-bit number whose high half is the next argument; where words have 64 bits
   * it is all of the number. The two are written as one number.
   */
  LOW("low", 0, true, Form.DECIMAL),
  /** The low half of a 64-bit number whose high half is the argument before. */
  LOW_LAST("low_last", 0, true, Form.DECIMAL),
  /** The high half, which is not written by itself. */
  HIGH("high", 0, true, Form.DECIMAL),
  /** Nothing is returned that means anything. */
  VOID("void", 4, true, Form.DECIMAL);

  /** How a word is written. */
  public enum Form {
    /** Decimal. */
    DECIMAL,
    /** Hexadecimal, 0 as {@code 0}. */
    HEX,
    /** Octal with a leading 0, three digits at least. */
    OCTAL,
    /** Hexadecimal, NULL for 0. */
    ADDRESS,
    /** KERNEL_VERSION(6, 1, 0). */
    KERNEL_VERSION,
    /** A descriptor. */
    FD,
    /** A descriptor or AT_FDCWD. */
    DIRFD,
    /** S_IFREG|0644. */
    FILE_MODE,
    /** makedev(0x8, 0x1). */
    DEVICE,
    /** SIGINT. */
    SIGNAL,
    /** [INT CHLD]. */
    SIGSET,
    /** htons(80). */
    PORT,
    /** inet_addr("127.0.0.1"). */
    IN_ADDR,
    /** [{WIFEXITED(s) && WEXITSTATUS(s) == 0}]. */
    WAIT_STATUS
  }

  private final String label;
  private final int width;
  private final boolean signed;
  private final Form form;

  Scalar(String label, int width, boolean signed, Form form) {
    this.label = label;
    this.width = width;
    this.signed = signed;
    this.form = form;
  }

  /** The name in descriptions. */
  public String label() {
    return label;
  }

  /** Bytes of a word, given those of a pointer. */
  public int width(int pointerWidth) {
    return width == 0 ? pointerWidth : width;
  }

  /**
   * Bytes of a word on an ABI. On x32 longs that cross the kernel's boundary have 64 bits ({@code
   * __kernel_long_t} of asm/posix_types_x32.h), sizes and addresses 32.
   */
  public int width(Abi abi) {
    boolean kernelLong =
        this == LONG || this == ULONG || this == OFFSET || this == LOW || this == HIGH;
    return kernelLong && abi == Abi.X32 ? Long.BYTES : width(abi.pointerWidth());
  }

  /** Whether the word is signed. */
  public boolean signed() {
    return signed;
  }

  /** How it is written. */
  public Form form() {
    return form;
  }

  /** The scalar with a label, or null. */
  public static Scalar ofLabel(String label) {
    for (Scalar scalar : values()) {
      if (scalar.label.equals(label)) {
        return scalar;
      }
    }
    return null;
  }
}
