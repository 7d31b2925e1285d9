package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.CallArea.*;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.plan.CaptureOp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Assumptions;

/**
 * {@link CaptureProgram} in the kernel, with its maps: runs calls in this thread, on this process's
 * memory. Nothing is attached to anything, and nothing is left when it is closed.
 */
final class KernelInterpreter implements AutoCloseable {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;

  private static final int TRIES = 20;
  private static final int RING_SIZE = 1 << 20;

  private final BpfMap areas;
  private final BpfMap plans;
  private final BpfMap counters;
  private final Ring ring;
  private final Code code;
  private final BpfProgram program;

  private KernelInterpreter(
      BpfMap areas, BpfMap plans, BpfMap counters, Ring ring, UntouchedPages untouched) {
    this.areas = areas;
    this.plans = plans;
    this.counters = counters;
    this.ring = ring;
    code = InterpreterDriver.assemble(areas.fd(), plans.fd(), ring.fd(), counters.fd(), untouched);
    program = BpfProgram.load(BpfProgram.RAW_TRACEPOINT, "captures", code);
  }

  /** Loads it; skips the test where this user or this kernel may not, though never in CI. */
  static KernelInterpreter load() {
    return load(kernel -> 0L);
  }

  /**
   * The same, with what tells untouched memory; skips the test also where that is not to be had.
   */
  static KernelInterpreter loadKnowingUntouched() {
    return load(
        kernel -> {
          long directMap = PageTables.directMap(kernel, code -> {});
          assume(directMap != 0, "the page tables of this kernel cannot be read");
          return directMap;
        });
  }

  private static KernelInterpreter load(ToLongFunction<KernelOffsets> directMap) {
    assume(kernelIsAtLeast(5, 17), "bpf_loop needs Linux 5.17, this is " + kernel());
    try {
      KernelOffsets kernel = new KernelOffsets(KernelTypes.running());
      UntouchedPages untouched = new UntouchedPages(kernel, directMap.applyAsLong(kernel));
      BpfMap areas = BpfMap.sharedArray("call", CallArea.SIZE, 1);
      BpfMap plans = BpfMap.sharedArray("plans", CaptureProgram.PLAN_SIZE, 1);
      BpfMap counters = BpfMap.sharedArray("counters", Counters.SIZE, 1);
      return new KernelInterpreter(areas, plans, counters, new Ring(RING_SIZE), untouched);
    } catch (ErrnoException e) {
      assume(e.errno() != EPERM, "CAP_BPF and CAP_PERFMON are missing: " + e.getMessage());
      assume(e.errno() != ENOSYS, "the kernel lacks CONFIG_BPF_SYSCALL: " + e.getMessage());
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assume(boolean given, String missing) {
    if (System.getenv("CI") == null) {
      Assumptions.assumeTrue(given, missing);
    } else if (!given) {
      throw new AssertionError("no skipping in CI: " + missing);
    }
  }

  private static String kernel() {
    return System.getProperty("os.version");
  }

  private static boolean kernelIsAtLeast(int major, int minor) {
    String[] version = kernel().split("[.-]");
    int running = Integer.parseInt(version[0]);
    return running > major || running == major && Integer.parseInt(version[1]) >= minor;
  }

  /** Instructions of the program. */
  int instructions() {
    return code.instructions().length;
  }

  /** Instructions that the verifier walked through. */
  int verifiedInstructions() {
    return program.verifiedInstructions();
  }

  /** Runs both phases of a call and returns its captures. */
  List<Seen> run(PlannedCall call) {
    long area = areas.address();
    Memory.zero(area, CallArea.SIZE);
    Memory.zero(plans.address(), CaptureProgram.PLAN_SIZE);
    for (int i = 0; i < call.operations().size(); i++) {
      long at = plans.address() + (long) CaptureOp.SIZE * i;
      Memory.copy(call.operations().get(i), 0, at, CaptureOp.SIZE);
    }
    Memory.copy(call.arguments(), 0, area + ARGUMENTS, call.arguments().length);
    Memory.putLong(area + STRING_LIMIT, call.stringLimit());
    int entry = call.entryOperations();
    run(0, entry);
    Memory.putLong(area + RESULT, call.result());
    Memory.putInt(area + FAILED, call.failed() ? 1 : 0);
    run(entry, call.operations().size() - entry);
    long captures = area + CAPTURES;
    MoreSeen more = new MoreSeen();
    ring.drain(more);
    if (Memory.getLong(counters.address() + Counters.LOST) != 0) {
      throw new IllegalStateException("the ring was full");
    }
    return more.join(Seen.between(captures, captures + Memory.getU32(area + USED)));
  }

  /**
   * The same, again if need be: while another thread of this process maps memory, none is known to
   * be untouched.
   */
  List<Seen> runUntil(PlannedCall call, List<Seen> expected) {
    List<Seen> seen = run(call);
    for (int i = 1; i < TRIES && !seen.equals(expected); i++) {
      seen = run(call);
    }
    return seen;
  }

  private void run(int first, int count) {
    Memory.putInt(areas.address() + FIRST, first);
    Memory.putInt(areas.address() + COUNT, count);
    int returned = program.testRun();
    if (returned != 0) {
      throw new IllegalStateException("the program found no map element: it returned " + returned);
    }
  }

  @Override
  public void close() {
    program.close();
    plans.close();
    areas.close();
    counters.close();
    ring.close();
  }
}
