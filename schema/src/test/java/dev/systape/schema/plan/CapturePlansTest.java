package dev.systape.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturePlansTest {
  private static final byte[] COPY = OpBuilder.op(CaptureOp.COPY, 0).reports(1, 1).build();
  private static final byte[] STR = OpBuilder.op(CaptureOp.STR, 1).reports(2, 2).build();

  @Test
  void aCallHasItsPlanAndItsCommandsTheirOwn() {
    PlanImage image = new PlanImage();
    int plain = image.plan(List.of(COPY));
    int special = image.plan(List.of(COPY, STR));
    image.call(1, 5, plain);
    image.multiplexed(1, 16, plain, 1, 0xff);
    image.select(1, 16, 0x80, special);
    CapturePlans plans = CapturePlans.of(image.build(42));
    long arguments = Memory.allocate(48);
    assertThat(plans.find(1, 5, arguments)).isEqualTo(plain);
    assertThat(plans.find(1, 6, arguments)).isZero();
    assertThat(plans.find(1, -1, arguments)).isZero();
    assertThat(plans.find(1, 100000, arguments)).isZero();
    assertThat(plans.find(9, 5, arguments)).isZero();
    assertThat(plans.find(1, 16, arguments)).isEqualTo(plain);
    Memory.putLong(arguments + 8, 0x1280);
    assertThat(plans.find(1, 16, arguments)).isEqualTo(special);
    assertThat(plans.entryOperations(special)).isEqualTo(1);
    assertThat(plans.exitOperations(special)).isEqualTo(1);
    assertThat(CaptureOp.opcode(plans.operations(special) + CaptureOp.SIZE))
        .isEqualTo(CaptureOp.STR);
    assertThat(plans.descriptionsHash()).isEqualTo(42);
    Memory.free(arguments);
  }

  @Test
  void boundsThatTheInterpretersRelyOnAreKept() {
    PlanImage image = new PlanImage();
    assertThatThrownBy(() -> image.plan(Collections.nCopies(25, COPY)))
        .hasMessageContaining("25 operations");
    assertThatThrownBy(() -> image.plan(List.of(STR, COPY))).hasMessageContaining("runs at exit");
  }

  @Test
  void anotherImageIsRefused() {
    byte[] image = new PlanImage().build(1);
    assertThatThrownBy(() -> CapturePlans.of(Arrays.copyOf(image, image.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    image[8] = 9;
    assertThatThrownBy(() -> CapturePlans.of(image)).hasMessageContaining("another version");
    assertThatThrownBy(() -> CapturePlans.of(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readCopiesTheSmallerOfResultAndCountAtExit() {
    CapturePlans plans = CapturePlans.load();
    long none = Memory.allocate(48);
    int plan = plans.find(Abi.X86_64.code(), SyscallNumbers.of(Abi.X86_64).number("read"), none);
    Memory.free(none);
    assertThat(plans.entryOperations(plan)).isZero();
    assertThat(plans.exitOperations(plan)).isEqualTo(1);
    long op = plans.operations(plan);
    assertThat(CaptureOp.opcode(op)).isEqualTo(CaptureOp.COPY);
    assertThat(CaptureOp.base(op)).isEqualTo(CaptureOp.BASE_ARGUMENT);
    assertThat(CaptureOp.baseIndex(op)).isEqualTo(1);
    assertThat(CaptureOp.termSource(op, CaptureOp.TERM_A)).isEqualTo(CaptureOp.TERM_RESULT);
    assertThat(CaptureOp.termSource(op, CaptureOp.TERM_B)).isEqualTo(CaptureOp.TERM_ARGUMENT);
    assertThat(CaptureOp.termIndex(op, CaptureOp.TERM_B)).isEqualTo(2);
    assertThat(CaptureOp.flags(op)).isEqualTo(CaptureOp.FLAG_DATA);
  }
}
