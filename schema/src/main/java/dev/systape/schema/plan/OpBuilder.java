package dev.systape.schema.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes one {@link CaptureOp}: what the description compiler and the tests of the interpreters
 * use. Fields not set are 0, except factor (1) and cap (no cap).
 */
public final class OpBuilder {
  private final ByteBuffer bytes =
      ByteBuffer.allocate(CaptureOp.SIZE).order(ByteOrder.LITTLE_ENDIAN);

  private OpBuilder(int opcode, int phase) {
    u8(CaptureOp.OPCODE, opcode).u8(CaptureOp.PHASE, phase).u8(CaptureOp.POINTER_WIDTH, 8);
    if (opcode != CaptureOp.SKIP_UNLESS) {
      bytes.putInt(CaptureOp.FACTOR, 1).putInt(CaptureOp.CAP, -1);
    }
  }

  /** Starts an operation of an opcode and phase. */
  public static OpBuilder op(int opcode, int phase) {
    return new OpBuilder(opcode, phase);
  }

  /** Sets the base and its index. */
  public OpBuilder base(int base, int index) {
    return u8(CaptureOp.BASE, base).u8(CaptureOp.BASE_INDEX, index);
  }

  /** Sets argument and kind that the capture is reported with. */
  public OpBuilder reports(int argument, int kind) {
    return u8(CaptureOp.ARGUMENT, argument).u8(CaptureOp.KIND, kind);
  }

  /** Sets the width of pointer words, 4 or 8. */
  public OpBuilder pointerWidth(int width) {
    return u8(CaptureOp.POINTER_WIDTH, width);
  }

  /** The width of pointer words. */
  public int pointerWidth() {
    return bytes.get(CaptureOp.POINTER_WIDTH);
  }

  /** Sets the flags. */
  public OpBuilder flags(int flags) {
    return u8(CaptureOp.FLAGS, flags);
  }

  /** Sets the offset of the pointer word in the base's memory. */
  public OpBuilder offset(int offset) {
    bytes.putInt(CaptureOp.OFFSET, offset);
    return this;
  }

  /** Sets the bytes from one element to the next. */
  public OpBuilder stride(int stride) {
    bytes.putInt(CaptureOp.STRIDE, stride);
    return this;
  }

  /** Sets a term; {@code term} is {@link CaptureOp#TERM_A} or {@link CaptureOp#TERM_B}. */
  public OpBuilder term(int term, int source, int index, int width, int scale, int value) {
    bytes.put(term + CaptureOp.TERM_SOURCE, (byte) source);
    bytes.put(term + CaptureOp.TERM_INDEX, (byte) index);
    bytes.put(term + CaptureOp.TERM_WIDTH, (byte) width);
    bytes.put(term + CaptureOp.TERM_SCALE, (byte) scale);
    bytes.putInt(term + CaptureOp.TERM_VALUE, value);
    return this;
  }

  /** Sets what the terms are multiplied with. */
  public OpBuilder factor(int factor) {
    bytes.putInt(CaptureOp.FACTOR, factor);
    return this;
  }

  /** Sets the bytes kept at the most. */
  public OpBuilder cap(int cap) {
    bytes.putInt(CaptureOp.CAP, cap);
    return this;
  }

  /** Sets the elements at the most. */
  public OpBuilder limit(int limit) {
    bytes.putShort(CaptureOp.LIMIT, (short) limit);
    return this;
  }

  /** Sets the operations in an EACH's body or that a SKIP_UNLESS skips. */
  public OpBuilder span(int span) {
    return u8(CaptureOp.SPAN, span);
  }

  /** Sets a SKIP_UNLESS's condition; its source is term A. */
  public OpBuilder condition(long mask, int compare, long value) {
    bytes.putLong(CaptureOp.MASK, mask).putLong(CaptureOp.VALUE, value);
    return u8(CaptureOp.COMPARE, compare);
  }

  /** The operation's {@value CaptureOp#SIZE} bytes. */
  public byte[] build() {
    return bytes.array().clone();
  }

  private OpBuilder u8(int offset, int value) {
    bytes.put(offset, (byte) value);
    return this;
  }
}
