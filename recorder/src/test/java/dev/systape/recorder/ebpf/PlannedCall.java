package dev.systape.recorder.ebpf;

import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.OpBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A call to interpret: its plan, its registers, its outcome.
 *
 * @param operations each {@link CaptureOp#SIZE} bytes, those of the entry phase first
 * @param arguments six words, the instruction and the stack pointer
 * @param result what the call returned
 * @param failed whether that is an error
 * @param stringLimit the user's
 */
record PlannedCall(
    List<byte[]> operations, long[] arguments, long result, boolean failed, long stringLimit) {
  private static final int PHASE = 1;

  /** A call that succeeded with 0, with a string limit of 256. */
  static PlannedCall of(long[] arguments, OpBuilder... operations) {
    List<byte[]> built = new ArrayList<>();
    for (OpBuilder operation : operations) {
      built.add(operation.build());
    }
    return new PlannedCall(built, java.util.Arrays.copyOf(arguments, 8), 0, false, 256);
  }

  /** The same call with another result. */
  PlannedCall returning(long value) {
    return new PlannedCall(operations, arguments, value, false, stringLimit);
  }

  /** The same call, failed. */
  PlannedCall failing(int errno) {
    return new PlannedCall(operations, arguments, -errno, true, stringLimit);
  }

  /** The same call with another string limit. */
  PlannedCall limitedTo(long limit) {
    return new PlannedCall(operations, arguments, result, failed, limit);
  }

  /** How many operations run at entry. */
  int entryOperations() {
    return (int) operations.stream().filter(op -> op[PHASE] == CaptureOp.PHASE_ENTRY).count();
  }
}
