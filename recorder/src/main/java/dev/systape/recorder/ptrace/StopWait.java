package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.CpuLatency;
import java.util.function.BooleanSupplier;

/**
 * Waits for stops, awake or asleep as {@link WaitChoice} says. Awake means to ask again and again
 * for a while before blocking, with idle CPUs kept from sleeping where that is allowed. The
 * programs' own CPU affinity and priority stay what they are.
 *
 * <p>Hot: no allocation.
 */
final class StopWait implements AutoCloseable {
  /** How long to ask before blocking. */
  private static final long ASK_NS = 100_000;

  private final StopQueue queue;
  private final WaitChoice choice = new WaitChoice();
  private final CpuLatency latency = new CpuLatency();
  private final BooleanSupplier cut;
  private long lastNs = System.nanoTime();

  /**
   * A way to wait.
   *
   * @param queue where the stops go
   * @param cut whether not to begin to wait, nor to go on asking
   */
  StopWait(StopQueue queue, BooleanSupplier cut) {
    this.queue = queue;
    this.cut = cut;
  }

  /**
   * Waits until stops are in the queue.
   *
   * @param single whether there is only one thread to wait for
   * @param usage whether to ask for the resources that an ended thread used
   * @return 1 where something came, 0 where a signal or {@code cut} ended the wait, -1 where
   *     nothing is left to wait for
   */
  int await(boolean single, boolean usage) {
    int got = choice.awake() ? ask(single, usage) : 0;
    if (got == 0 && !cut.getAsBoolean()) {
      got = queue.collect(true, single, usage);
    }
    long nowNs = System.nanoTime();
    choice.came(queue.size(), nowNs - lastNs);
    lastNs = nowNs;
    return got;
  }

  private int ask(boolean single, boolean usage) {
    latency.hold();
    long begunNs = System.nanoTime();
    do {
      int got = queue.collect(false, single, usage);
      if (got != 0) {
        return got;
      }
      Thread.onSpinWait();
    } while (!cut.getAsBoolean() && System.nanoTime() - begunNs < ASK_NS);
    latency.release();
    return 0;
  }

  @Override
  public void close() {
    latency.close();
  }
}
