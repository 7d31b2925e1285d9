package dev.systape.recorder.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One instruction of classic BPF: {@code struct sock_filter} of linux/filter.h, 8 bytes in the
 * machine's byte order.
 *
 * @param code what to do: class, size or operation, and mode of linux/bpf_common.h; 16 bits
 * @param jt instructions to skip where a conditional jump's condition holds; 8 bits
 * @param jf instructions to skip where it does not; 8 bits
 * @param k the operand; 32 bits
 */
public record SockFilter(int code, int jt, int jf, int k) {
  /** Bytes of an instruction. */
  public static final int SIZE = 8;

  /** {@code BPF_MAXINSNS}: instructions that a program has at the most. */
  public static final int MAX_INSTRUCTIONS = 4096;

  static final int LD = 0x00;
  static final int LDX = 0x01;
  static final int ST = 0x02;
  static final int STX = 0x03;
  static final int ALU = 0x04;
  static final int JMP = 0x05;
  static final int RET = 0x06;
  static final int MISC = 0x07;
  static final int CLASS = 0x07;

  /** Loads of 32 bits, the only ones that seccomp allows: {@code BPF_W}. */
  static final int W = 0x00;

  static final int SIZE_BITS = 0x18;
  static final int IMM = 0x00;
  static final int ABS = 0x20;
  static final int MEM = 0x60;
  static final int LEN = 0x80;
  static final int MODE = 0xe0;

  static final int OPERATION = 0xf0;
  static final int AND = 0x50;
  static final int JA = 0x00;
  static final int JEQ = 0x10;
  static final int JGT = 0x20;
  static final int JGE = 0x30;
  static final int JSET = 0x40;

  /** The operand is X, not k. */
  static final int X = 0x08;

  /** A return of the accumulator, not k. */
  static final int RET_A = 0x10;

  static final int RETURN_BITS = 0x18;
  static final int TXA = 0x80;
  static final int MISC_BITS = 0xf8;

  /** The bytes of a program, little-endian. */
  public static byte[] encode(List<SockFilter> program) {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE * program.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (SockFilter each : program) {
      bytes.putShort((short) each.code);
      bytes.put((byte) each.jt);
      bytes.put((byte) each.jf);
      bytes.putInt(each.k);
    }
    return bytes.array();
  }

  /**
   * The program that little-endian bytes are.
   *
   * @throws IllegalArgumentException where they are not a whole number of instructions
   */
  public static List<SockFilter> decode(byte[] bytes) {
    if (bytes.length % SIZE != 0) {
      throw new IllegalArgumentException(
          bytes.length + " bytes are no whole number of instructions of " + SIZE);
    }
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<SockFilter> program = new ArrayList<>(bytes.length / SIZE);
    while (from.hasRemaining()) {
      int code = from.getShort() & 0xffff;
      int jt = from.get() & 0xff;
      int jf = from.get() & 0xff;
      program.add(new SockFilter(code, jt, jf, from.getInt()));
    }
    return program;
  }
}
