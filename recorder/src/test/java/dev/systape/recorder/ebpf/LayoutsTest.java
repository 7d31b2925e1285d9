package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Layouts.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.OpBuilder;
import dev.systape.schema.tape.Capture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The offsets that the program uses are those at which the schema writes and reads. */
class LayoutsTest {
  @Test
  void whatIsUnderWayOfADescriptorHasRoomInTheArea() {
    assertThat(DescriptorPaths.END).isLessThanOrEqualTo(CallArea.SIZE);
  }

  @Test
  void operationsAreReadWhereTheyAreWritten() {
    OpBuilder builder =
        OpBuilder.op(CaptureOp.COPY, CaptureOp.PHASE_EXIT)
            .base(CaptureOp.BASE_ELEMENT, 2)
            .reports(4, 5)
            .pointerWidth(6)
            .flags(7)
            .offset(8)
            .stride(9)
            .factor(10)
            .cap(11)
            .limit(12)
            .span(13)
            .term(CaptureOp.TERM_A, 14, 15, 16, 17, 18);
    ByteBuffer op = ByteBuffer.wrap(builder.build()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(op.get(OP_OPCODE)).isEqualTo((byte) CaptureOp.COPY);
    assertThat(op.get(OP_PHASE)).isEqualTo((byte) CaptureOp.PHASE_EXIT);
    assertThat(op.get(OP_BASE)).isEqualTo((byte) CaptureOp.BASE_ELEMENT);
    assertThat(op.get(OP_BASE_INDEX)).isEqualTo((byte) 2);
    assertThat(op.get(OP_ARGUMENT)).isEqualTo((byte) 4);
    assertThat(op.get(OP_KIND)).isEqualTo((byte) 5);
    assertThat(op.get(OP_POINTER_WIDTH)).isEqualTo((byte) 6);
    assertThat(op.get(OP_FLAGS)).isEqualTo((byte) 7);
    assertThat(op.getInt(OP_OFFSET)).isEqualTo(8);
    assertThat(op.getInt(OP_STRIDE)).isEqualTo(9);
    assertThat(op.getInt(OP_FACTOR)).isEqualTo(10);
    assertThat(op.getInt(OP_CAP)).isEqualTo(11);
    assertThat(op.getShort(OP_LIMIT)).isEqualTo((short) 12);
    assertThat(op.get(OP_SPAN)).isEqualTo((byte) 13);
    assertThat(op.get(CaptureOp.TERM_A + TERM_SOURCE)).isEqualTo((byte) 14);
    assertThat(op.get(CaptureOp.TERM_A + TERM_INDEX)).isEqualTo((byte) 15);
    assertThat(op.get(CaptureOp.TERM_A + TERM_WIDTH)).isEqualTo((byte) 16);
    assertThat(op.get(CaptureOp.TERM_A + TERM_SCALE)).isEqualTo((byte) 17);
    assertThat(op.getInt(CaptureOp.TERM_A + TERM_VALUE)).isEqualTo(18);
  }

  @Test
  void conditionsAreReadWhereTheyAreWritten() {
    OpBuilder builder =
        OpBuilder.op(CaptureOp.SKIP_UNLESS, CaptureOp.PHASE_ENTRY)
            .condition(1L << 60, CaptureOp.SGE, 1L << 61);
    ByteBuffer op = ByteBuffer.wrap(builder.build()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(op.getLong(OP_MASK)).isEqualTo(1L << 60);
    assertThat(op.getLong(OP_VALUE)).isEqualTo(1L << 61);
    assertThat(op.get(OP_COMPARE)).isEqualTo((byte) CaptureOp.SGE);
  }

  @Test
  void capturesAreWrittenWhereTheyAreRead() {
    long capture = Memory.allocate(Capture.HEADER);
    Memory.putU8(capture + CAPTURE_ARGUMENT, 1);
    Memory.putU8(capture + CAPTURE_PHASE, 2);
    Memory.putU8(capture + CAPTURE_KIND, 3);
    Memory.putU8(capture + CAPTURE_FLAGS, 4);
    Memory.putU16(capture + CAPTURE_OPERATION, 5);
    Memory.putU16(capture + CAPTURE_ELEMENT, 6);
    Memory.putLong(capture + CAPTURE_ADDRESS, 7);
    Memory.putLong(capture + CAPTURE_ORIGINAL, 8);
    Memory.putInt(capture + CAPTURE_LENGTH, 0);
    Memory.putInt(capture + CAPTURE_ERRNO, 9);
    assertThat(Seen.between(capture, capture + Capture.HEADER))
        .containsExactly(new Seen(1, 2, 3, 5, 6, 7, 8, "", 4, 9));
    Memory.free(capture);
  }
}
