package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores streams with a Markov chain by the information of their transitions: the mean of {@code
 * -log2 P}. Hot: nothing is allocated but a stream's score.
 */
public final class MarkovScorer implements CallSink {
  private final MarkovModel model;
  private final Windows windows;
  private final List<Score> scores = new ArrayList<>();
  private Running[] running = new Running[16];

  /**
   * How a stream fared.
   *
   * @param stream what it is
   * @param calls its calls
   * @param transitions calls with a whole context before them
   * @param unseen transitions that the training did not have
   * @param bits the sum of {@code -log2 P}; infinite where one is impossible
   */
  public record Score(CallStream stream, long calls, long transitions, long unseen, double bits) {
    /** Bits a transition; 0 where there are none. */
    public double mean() {
      return transitions == 0 ? 0 : bits / transitions;
    }
  }

  private static final class Running {
    private CallStream stream;
    private long calls;
    private long transitions;
    private long unseen;
    private double bits;
  }

  /** A scorer. */
  public MarkovScorer(MarkovModel model) {
    this.model = model;
    windows = new Windows(model.order() + 1);
  }

  @Override
  public void begin(int slot, CallStream stream) {
    windows.begin(slot);
    if (slot >= running.length) {
      running = Arrays.copyOf(running, Math.max(slot + 1, 2 * running.length));
    }
    running[slot] = new Running();
    running[slot].stream = stream;
  }

  @Override
  public void call(int slot, int symbol) {
    Running stream = running[slot];
    stream.calls++;
    if (windows.push(slot, symbol)) {
      int[] calls = windows.array(slot);
      int from = windows.from(slot);
      stream.transitions++;
      stream.unseen += model.isSeen(calls, from) ? 0 : 1;
      stream.bits -= Math.log(model.probability(calls, from)) / Math.log(2);
    }
  }

  @Override
  public void end(int slot) {
    Running done = running[slot];
    scores.add(new Score(done.stream, done.calls, done.transitions, done.unseen, done.bits));
  }

  /** The scores of the streams that ended, in that order. */
  public List<Score> scores() {
    return scores;
  }
}
