package dev.systape.recorder.ebpf;

import static dev.systape.schema.plan.CaptureOp.*;

import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;

/** The operations that the tests put plans together of, and the captures that they expect. */
final class TestOps {
  private TestOps() {}

  static Seen seen(
      int argument,
      int kind,
      int operation,
      long address,
      long original,
      String bytes,
      int flags,
      int errno) {
    return new Seen(argument, 0, kind, operation, 0, address, original, bytes, flags, errno);
  }

  static Seen iovec(int element, long address, long original, String bytes, int flags, int errno) {
    return new Seen(0, 1, Capture.IOVEC_DATA, 1, element, address, original, bytes, flags, errno);
  }

  static OpBuilder entry(int opcode) {
    return OpBuilder.op(opcode, PHASE_ENTRY);
  }

  static OpBuilder exit(int opcode) {
    return OpBuilder.op(opcode, PHASE_EXIT);
  }

  static OpBuilder string(int argument) {
    return entry(STR).base(BASE_ARGUMENT, argument).reports(argument, Capture.TEXT).cap(4096);
  }

  static OpBuilder elementString() {
    return entry(STR).base(BASE_ELEMENT, 0).reports(0, Capture.TEXT);
  }

  static OpBuilder bytes(int argument, int length) {
    return entry(COPY)
        .base(BASE_ARGUMENT, argument)
        .reports(argument, Capture.BYTES)
        .term(TERM_A, TERM_CONSTANT, 0, 8, SCALE_NONE, length);
  }

  static OpBuilder argumentLength(int argument, int length) {
    return bytes(argument, 0).term(TERM_A, TERM_ARGUMENT, length, 8, SCALE_NONE, 0);
  }

  static OpBuilder vector(int limit) {
    return entry(PTRVEC).base(BASE_ARGUMENT, 0).reports(0, Capture.POINTERS).limit(limit);
  }

  static OpBuilder each(int array, int stride, int limit, int span) {
    return entry(EACH)
        .base(BASE_CAPTURED, array)
        .reports(0, Capture.TEXT)
        .stride(stride)
        .limit(limit)
        .span(span);
  }

  static OpBuilder skip(int span) {
    return entry(SKIP_UNLESS).span(span);
  }
}
