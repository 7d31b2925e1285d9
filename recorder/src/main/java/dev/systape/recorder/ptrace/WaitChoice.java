package dev.systape.recorder.ptrace;

/**
 * Whether to wait for stops awake or asleep, chosen by what they cost either way: each way is tried
 * for a window of stops, the cheaper one is kept, and after a while, or when it gets dearer, both
 * are tried again. Waiting awake saves the wake-up of an idle CPU, most of what a stop costs; where
 * all CPUs have work it takes time from the program.
 */
final class WaitChoice {
  /** Stops that a way is judged by. */
  static final int WINDOW = 256;

  /**
   * The longest wait that counts in full: a program that had to leave its CPU to another waits
   * about so long. Beyond it the program sleeps, and no way of waiting matters.
   */
  static final long LONGEST_NS = 4_000_000;

  /** Windows until both ways are tried again, at first; twice as many after each same choice. */
  private static final int FIRST_REST = 8;

  private static final int LONGEST_REST = 256;

  /** How much dearer a window makes the choice doubtful: half as much again. */
  private static final double DEARER = 1.5;

  private boolean awake = true;
  private boolean trying = true;
  private double awakeCost = -1;
  private double asleepCost = -1;
  private boolean chosen = true;
  private int rest = FIRST_REST;
  private int windows;
  private int stops;
  private long ns;

  /** Whether to wait awake. */
  boolean awake() {
    return awake;
  }

  /**
   * Tells what stops cost.
   *
   * @param count how many came
   * @param elapsedNs since the last that came
   */
  void came(int count, long elapsedNs) {
    stops += count;
    ns += Math.min(elapsedNs, LONGEST_NS);
    if (stops >= WINDOW) {
      judge((double) ns / stops);
      stops = 0;
      ns = 0;
    }
  }

  private void judge(double cost) {
    if (trying) {
      tried(cost);
      return;
    }
    windows++;
    double expected = awake ? awakeCost : asleepCost;
    if (windows >= rest || windows >= FIRST_REST && cost > DEARER * expected) {
      trying = true;
      awakeCost = -1;
      asleepCost = -1;
    }
  }

  private void tried(double cost) {
    if (awake) {
      awakeCost = cost;
    } else {
      asleepCost = cost;
    }
    if (awakeCost < 0 || asleepCost < 0) {
      awake = !awake;
      return;
    }
    awake = awakeCost < asleepCost;
    rest = awake == chosen ? Math.min(2 * rest, LONGEST_REST) : FIRST_REST;
    chosen = awake;
    windows = 0;
    trying = false;
  }
}
