package dev.systape.schema.memory;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Loads, stores and copies at raw addresses. Hot: no allocation, no checks, each method is one
 * intrinsic.
 *
 * <p>Words are in the machine's own order, which must be little-endian as the tape is; loading this
 * class elsewhere fails with a message that says so.
 */
@SuppressWarnings({"removal", "deprecation"})
public final class Memory {
  private static final Unsafe UNSAFE = unsafe();
  private static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;
  private static final long LONGS = Unsafe.ARRAY_LONG_BASE_OFFSET;
  private static final long BUFFER_ADDRESS = bufferAddressOffset();

  static {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new ExceptionInInitializerError(
          "systape needs a little-endian machine (x86_64, aarch64); this one is "
              + ByteOrder.nativeOrder());
    }
  }

  private Memory() {}

  /** Returns {@code length} zeroed bytes; the caller frees them with {@link #free}. */
  public static long allocate(long length) {
    long address = UNSAFE.allocateMemory(length);
    UNSAFE.setMemory(address, length, (byte) 0);
    return address;
  }

  /** Frees what {@link #allocate} returned; 0 is ignored. */
  public static void free(long address) {
    UNSAFE.freeMemory(address);
  }

  /** Sets {@code length} bytes to zero. */
  public static void zero(long address, long length) {
    UNSAFE.setMemory(address, length, (byte) 0);
  }

  /** The byte at an address. */
  public static byte getByte(long address) {
    return UNSAFE.getByte(address);
  }

  /** The byte at an address, unsigned. */
  public static int getU8(long address) {
    return UNSAFE.getByte(address) & 0xff;
  }

  /** The 16-bit word at an address, unsigned. */
  public static int getU16(long address) {
    return UNSAFE.getShort(address) & 0xffff;
  }

  /** The 32-bit word at an address. */
  public static int getInt(long address) {
    return UNSAFE.getInt(address);
  }

  /** The 32-bit word at an address, unsigned. */
  public static long getU32(long address) {
    return UNSAFE.getInt(address) & 0xffff_ffffL;
  }

  /** The 64-bit word at an address. */
  public static long getLong(long address) {
    return UNSAFE.getLong(address);
  }

  /** Stores the low 8 bits. */
  public static void putU8(long address, int value) {
    UNSAFE.putByte(address, (byte) value);
  }

  /** Stores the low 16 bits. */
  public static void putU16(long address, int value) {
    UNSAFE.putShort(address, (short) value);
  }

  /** Stores a 32-bit word. */
  public static void putInt(long address, int value) {
    UNSAFE.putInt(address, value);
  }

  /** Stores a 64-bit word. */
  public static void putLong(long address, long value) {
    UNSAFE.putLong(address, value);
  }

  /** The 64-bit word at an address, with acquire semantics at least. */
  public static long getLongVolatile(long address) {
    return UNSAFE.getLongVolatile(null, address);
  }

  /** The 32-bit word at an address, with acquire semantics at least. */
  public static int getIntVolatile(long address) {
    return UNSAFE.getIntVolatile(null, address);
  }

  /** Stores a 64-bit word with release semantics. */
  public static void putLongRelease(long address, long value) {
    UNSAFE.putOrderedLong(null, address, value);
  }

  /** Copies {@code length} bytes from one address to another; the ranges may overlap. */
  public static void copy(long from, long to, long length) {
    UNSAFE.copyMemory(from, to, length);
  }

  /** Copies {@code length} bytes into an array. */
  public static void copy(long from, byte[] to, int offset, int length) {
    UNSAFE.copyMemory(null, from, to, BYTES + offset, length);
  }

  /** Copies {@code length} bytes out of an array. */
  public static void copy(byte[] from, int offset, long to, int length) {
    UNSAFE.copyMemory(from, BYTES + offset, null, to, length);
  }

  /** Copies {@code count} 64-bit words out of an array. */
  public static void copy(long[] from, int offset, long to, int count) {
    UNSAFE.copyMemory(from, LONGS + 8L * offset, null, to, 8L * count);
  }

  /** A fresh array that holds {@code length} bytes from an address. */
  public static byte[] bytes(long address, int length) {
    byte[] bytes = new byte[length];
    copy(address, bytes, 0, length);
    return bytes;
  }

  /**
   * The address of the first byte of a direct buffer; the caller keeps the buffer reachable while
   * using it.
   */
  public static long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("a heap buffer has no address");
    }
    return UNSAFE.getLong(direct, BUFFER_ADDRESS);
  }

  private static Unsafe unsafe() {
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return (Unsafe) field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long bufferAddressOffset() {
    try {
      return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField("address"));
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
