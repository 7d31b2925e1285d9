package dev.systape.recorder.ebpf;

import dev.systape.recorder.NewDescriptors;
import dev.systape.recorder.RecordOptions;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.CapturePlans;

/**
 * The capture plans as maps: for each call whether it is recorded and its plan, for each command of
 * a multiplexed call its plan, and the plans themselves.
 */
final class CallTables implements AutoCloseable {
  /** Numbers that an ABI has in the table of calls; what lies beyond has no plan. */
  static final int NUMBERS = 1024;

  // Where the ABIs begin in it.
  static final int X86_64 = 0;
  static final int I386 = NUMBERS;
  static final int X32 = 2 * NUMBERS;
  private static final int CALLS = 3 * NUMBERS;

  // An entry of the table of calls.
  static final int RECORDED = 0;
  static final int SELECTOR = RECORDED + 1;
  static final int PLAN = SELECTOR + 1;
  static final int MASK = PLAN + 2;

  /** Not 0: the call has a plan that is not empty, or commands that may have. */
  static final int OPERATIONS = MASK + 4;

  /** Where the call tells new descriptors that are to be looked at: {@link NewDescriptors}. */
  static final int DESCRIPTORS = OPERATIONS + 4;

  private static final int CALL_SIZE = DESCRIPTORS + 4;

  // A plan.
  static final int ENTRY_COUNT = 0;
  static final int EXIT_COUNT = ENTRY_COUNT + 4;
  static final int ENTRY_SIMPLE = EXIT_COUNT + 4;
  static final int EXIT_SIMPLE = ENTRY_SIMPLE + SimplePhase.SIZE;
  static final int PLAN_OPERATIONS = EXIT_SIMPLE + SimplePhase.SIZE;
  private static final int PLAN_SIZE = PLAN_OPERATIONS + CaptureProgram.PLAN_SIZE;

  /** Bytes of the key of a command: ABI, number, command. */
  private static final int SELECTOR_KEY = 12;

  final BpfMap calls;
  final BpfMap selectors;
  final BpfMap plans;

  /** Fills maps with plans, and with what the options say. */
  CallTables(CapturePlans source, RecordOptions options) {
    calls = BpfMap.sharedArray("calls", CALL_SIZE, CALLS);
    selectors = BpfMap.hash("selectors", SELECTOR_KEY, 4, Math.max(1, source.selectors()));
    plans = BpfMap.sharedArray("plans", PLAN_SIZE, source.size());
    for (int plan = 0; plan < source.size(); plan++) {
      plan(source, plan, options.stringLimit());
    }
    abi(source, options, Abi.X86_64, X86_64);
    abi(source, options, Abi.I386, I386);
    abi(source, options, Abi.X32, X32);
    selectors(source);
  }

  private void plan(CapturePlans source, int plan, int stringLimit) {
    long at = plans.address() + (long) PLAN_SIZE * plan;
    int entry = source.entryOperations(plan);
    int exit = source.exitOperations(plan);
    Memory.putInt(at + ENTRY_COUNT, entry);
    Memory.putInt(at + EXIT_COUNT, exit);
    SimplePhase.encode(at + ENTRY_SIMPLE, source, plan, stringLimit);
    Memory.copy(
        source.operations(plan), at + PLAN_OPERATIONS, (long) CaptureOp.SIZE * (entry + exit));
    LookedInto.mark(at + PLAN_OPERATIONS, entry + exit);
  }

  private void abi(CapturePlans source, RecordOptions options, Abi abi, int first) {
    for (int number = 0; number < NUMBERS; number++) {
      long at = calls.address() + (long) CALL_SIZE * (first + number);
      int plan = source.plan(abi.code(), number);
      int selector = source.selectorArgument(abi.code(), number);
      Memory.putU8(at + RECORDED, options.filter().records(abi.code(), number) ? 1 : 0);
      Memory.putU8(at + SELECTOR, selector);
      Memory.putU16(at + PLAN, plan);
      Memory.putInt(at + MASK, source.selectorMask(abi.code(), number));
      boolean empty = source.entryOperations(plan) + source.exitOperations(plan) == 0;
      Memory.putInt(at + OPERATIONS, empty && selector == CapturePlans.NO_SELECTOR ? 0 : 1);
      Memory.putU8(at + DESCRIPTORS, options.resolved().of(abi.code(), number));
    }
  }

  private void selectors(CapturePlans source) {
    int count = source.selectors();
    long keys = Memory.allocate((long) SELECTOR_KEY * count);
    long values = Memory.allocate(4L * count);
    try {
      for (int i = 0; i < count; i++) {
        Memory.copy(source.selector(i), keys + (long) SELECTOR_KEY * i, SELECTOR_KEY);
        Memory.putInt(values + 4L * i, Memory.getInt(source.selector(i) + SELECTOR_KEY));
      }
      selectors.fill(keys, values, count);
    } finally {
      Memory.free(keys);
      Memory.free(values);
    }
  }

  @Override
  public void close() {
    calls.close();
    selectors.close();
    plans.close();
  }
}
