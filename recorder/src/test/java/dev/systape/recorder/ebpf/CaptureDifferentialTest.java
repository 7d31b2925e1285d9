package dev.systape.recorder.ebpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.CapturePlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The kernel's interpreter and the plain one see the same in calls that nobody would think of. */
class CaptureDifferentialTest {
  private static final int CALLS = 10_000;
  private static final int CALLS_PER_PLAN = 20;

  @Test
  void theKernelCapturesWhatThePlainInterpreterCaptures() {
    capturesAlike(0);
  }

  @Test
  void memoryThatNobodyTouchedIsZeros() {
    capturesAlike(1);
  }

  private static void capturesAlike(int untouched) {
    long captures = 0;
    long inElements = 0;
    Set<Integer> opcodes = new TreeSet<>();
    try (KernelInterpreter kernel = load(untouched);
        UserMemory memory = new UserMemory(2, untouched)) {
      for (int seed = 0; seed < CALLS; seed++) {
        PlannedCall call = RandomCalls.next(new Random(seed), memory);
        for (Seen seen : alike(kernel, memory, call, "the call made from seed " + seed)) {
          captures++;
          inElements += seen.element() > 0 ? 1 : 0;
          opcodes.add((int) call.operations().get(seen.operation())[Layouts.OP_OPCODE]);
        }
      }
    }
    assertThat(captures).as("captures compared").isGreaterThan(2L * CALLS);
    assertThat(inElements).as("of elements behind the first").isGreaterThan(CALLS / 20);
    assertThat(opcodes)
        .containsExactly(
            CaptureOp.COPY, CaptureOp.STR, CaptureOp.PTRVEC, CaptureOp.IOVEC, CaptureOp.EACH);
  }

  @Test
  void everyPlanOfTheDescriptionsRunsInTheKernelAsItDoesPlainly() {
    plansRunAlike(0);
  }

  @Test
  void everyPlanOfTheDescriptionsTakesUntouchedMemoryForZeros() {
    plansRunAlike(1);
  }

  private static void plansRunAlike(int untouched) {
    CapturePlans plans = CapturePlans.load();
    long captures = 0;
    try (KernelInterpreter kernel = load(untouched);
        UserMemory memory = new UserMemory(2, untouched)) {
      for (int plan = 0; plan < plans.size(); plan++) {
        for (int seed = 0; seed < CALLS_PER_PLAN; seed++) {
          PlannedCall call = RandomCalls.of(operations(plans, plan), new Random(seed), memory);
          captures += alike(kernel, memory, call, "plan " + plan + ", seed " + seed).size();
        }
      }
    }
    assertThat(captures)
        .as("captures compared")
        .isGreaterThan((long) CALLS_PER_PLAN * plans.size());
  }

  private static KernelInterpreter load(int untouched) {
    return untouched == 0 ? KernelInterpreter.load() : KernelInterpreter.loadKnowingUntouched();
  }

  private static List<Seen> alike(
      KernelInterpreter kernel, UserMemory memory, PlannedCall call, String which) {
    List<Seen> expected = ReferenceInterpreter.run(memory.start(), memory.snapshot(), call);
    assertThat(kernel.runUntil(call, expected)).as(which).isEqualTo(expected);
    return expected;
  }

  private static List<byte[]> operations(CapturePlans plans, int plan) {
    List<byte[]> operations = new ArrayList<>();
    int count = plans.entryOperations(plan) + plans.exitOperations(plan);
    for (int i = 0; i < count; i++) {
      long at = plans.operations(plan) + (long) CaptureOp.SIZE * i;
      operations.add(Memory.bytes(at, CaptureOp.SIZE));
    }
    return operations;
  }
}
