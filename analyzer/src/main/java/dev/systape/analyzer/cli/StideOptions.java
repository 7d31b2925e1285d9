package dev.systape.analyzer.cli;

import dev.systape.analyzer.mine.StideModel;
import dev.systape.analyzer.sequence.Alphabet;
import picocli.CommandLine.Option;

/** The options of STIDE. */
final class StideOptions {
  private static final int MAX_WINDOW = 1000;
  private static final int MAX_FRAME = 1_000_000;

  @Option(
      names = {"-k", "--window"},
      paramLabel = "K",
      defaultValue = "6",
      description = "calls in a window (default 6)")
  int window;

  @Option(
      names = "--rare",
      paramLabel = "F",
      description =
          "t-STIDE: a window that is less than this share of all training windows is a mismatch;"
              + " 0.00001 in the literature. Default: STIDE, each window that was seen matches")
  double rare;

  @Option(
      names = "--frame",
      paramLabel = "N",
      defaultValue = "20",
      description = "windows in a locality frame (default 20)")
  int frame;

  /** A model to train. */
  StideModel model(Alphabet alphabet) {
    check();
    return new StideModel(alphabet, window, rare);
  }

  /** Refuses what makes no sense. */
  void check() {
    if (window < 1 || window > MAX_WINDOW) {
      throw new UsageException("--window " + window + ": not from 1 to " + MAX_WINDOW);
    }
    if (!(rare >= 0 && rare < 1)) {
      throw new UsageException("--rare " + rare + ": a share is from 0 to below 1");
    }
    if (frame < 1 || frame > MAX_FRAME) {
      throw new UsageException("--frame " + frame + ": not from 1 to " + MAX_FRAME);
    }
  }
}
