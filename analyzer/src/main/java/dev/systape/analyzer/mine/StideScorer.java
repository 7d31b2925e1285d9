package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores streams with a STIDE model: how many of a stream's windows are mismatches, and how many of
 * them fell into one locality frame at the worst, that is, among so many windows in a row (20 in
 * Warrender, Forrest, Pearlmutter 1999). Hot: nothing is allocated but a stream's score.
 */
public final class StideScorer implements CallSink {
  private final StideModel model;
  private final Windows windows;
  private final int frame;
  private final List<Score> scores = new ArrayList<>();
  private Running[] running = new Running[16];

  /**
   * How a stream fared.
   *
   * @param stream what it is
   * @param calls its calls
   * @param windows its windows; 0 where it is shorter than one
   * @param mismatches those that are none of the model's
   * @param worstFrame the largest number of mismatches in a locality frame
   */
  public record Score(
      CallStream stream, long calls, long windows, long mismatches, int worstFrame) {
    /** Mismatches over windows; 0 where there are none. */
    public double rate() {
      return windows == 0 ? 0 : (double) mismatches / windows;
    }
  }

  private static final class Running {
    private CallStream stream;
    private final boolean[] recent;
    private int at;
    private int inFrame;
    private int worst;
    private long calls;
    private long windows;
    private long mismatches;

    private Running(int frame) {
      recent = new boolean[frame];
    }

    private void begin(CallStream next) {
      stream = next;
      Arrays.fill(recent, false);
      at = 0;
      inFrame = 0;
      worst = 0;
      calls = 0;
      windows = 0;
      mismatches = 0;
    }

    private void window(boolean mismatch) {
      windows++;
      inFrame -= recent[at] ? 1 : 0;
      recent[at] = mismatch;
      if (mismatch) {
        mismatches++;
        inFrame++;
        worst = Math.max(worst, inFrame);
      }
      at = at + 1 == recent.length ? 0 : at + 1;
    }
  }

  /**
   * A scorer.
   *
   * @param frame windows in a locality frame, at least 1
   */
  public StideScorer(StideModel model, int frame) {
    this.model = model;
    this.frame = frame;
    windows = new Windows(model.window());
  }

  @Override
  public void begin(int slot, CallStream stream) {
    windows.begin(slot);
    if (slot >= running.length) {
      running = Arrays.copyOf(running, Math.max(slot + 1, 2 * running.length));
    }
    if (running[slot] == null) {
      running[slot] = new Running(frame);
    }
    running[slot].begin(stream);
  }

  @Override
  public void call(int slot, int symbol) {
    running[slot].calls++;
    if (windows.push(slot, symbol)) {
      running[slot].window(model.isMismatch(windows.array(slot), windows.from(slot)));
    }
  }

  @Override
  public void end(int slot) {
    Running done = running[slot];
    scores.add(new Score(done.stream, done.calls, done.windows, done.mismatches, done.worst));
  }

  /** The scores of the streams that ended, in that order. */
  public List<Score> scores() {
    return scores;
  }

  /**
   * The scores of traces, which may have several streams: windows and mismatches are added up, the
   * worst frame is the worst of them.
   */
  public List<Score> traces() {
    List<Score> traces = new ArrayList<>();
    Score sum = null;
    for (Score score : scores) {
      if (sum != null && sum.stream.trace() == score.stream.trace()) {
        sum =
            new Score(
                sum.stream,
                sum.calls + score.calls,
                sum.windows + score.windows,
                sum.mismatches + score.mismatches,
                Math.max(sum.worstFrame, score.worstFrame));
      } else {
        if (sum != null) {
          traces.add(sum);
        }
        sum = score;
      }
    }
    if (sum != null) {
      traces.add(sum);
    }
    return traces;
  }
}
