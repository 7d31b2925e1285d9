package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * STIDE, sequence time-delay embedding: the set of all windows of a length that normal behaviour
 * showed (Forrest, Hofmeyr, Somayaji, Longstaff, "A sense of self for Unix processes", IEEE S&amp;P
 * 1996; contiguous windows as in Hofmeyr, Forrest, Somayaji, "Intrusion detection using sequences
 * of system calls", Journal of Computer Security 6, 1998).
 *
 * <p>With a rarity threshold it is t-STIDE (Warrender, Forrest, Pearlmutter, "Detecting intrusions
 * using system calls: alternative data models", IEEE S&amp;P 1999): a window whose share of all
 * windows of the training is below the threshold counts as one that was never seen. The paper's
 * threshold is 0.00001.
 *
 * <p>Windows do not cross streams. As a sink it is trained; {@link StideScorer} scores with it.
 */
public final class StideModel implements CallSink {
  private static final String KIND = "stide";
  private static final int MAX_WINDOW = 1 << 10;

  private final Alphabet alphabet;
  private final WindowTable table;
  private final Windows windows;
  private double rare;
  private long common;

  /**
   * A model without training.
   *
   * @param alphabet of the streams that it is trained with
   * @param window calls in a window, at least 1
   * @param rare shares below this are rare; 0: STIDE
   */
  public StideModel(Alphabet alphabet, int window, double rare) {
    this.alphabet = alphabet;
    table = new WindowTable(window);
    windows = new Windows(window);
    this.rare = rare;
    trained();
  }

  /** The calls that it knows; scoring may add others, which are in no window. */
  public Alphabet alphabet() {
    return alphabet;
  }

  /** Calls in a window. */
  public int window() {
    return table.length();
  }

  /** The rarity threshold, 0 for STIDE. */
  public double rare() {
    return rare;
  }

  /** Sets another threshold: the windows are the same. */
  public void rare(double share) {
    rare = share;
    trained();
  }

  /** Windows of the training, each as often as it occurred. */
  public long totalWindows() {
    return table.total();
  }

  /** Windows of the training that differ, rare ones included. */
  public int distinctWindows() {
    return table.size();
  }

  /** Of these, those that are rare. */
  public int rareWindows() {
    int rares = 0;
    for (int entry = 0; entry < table.size(); entry++) {
      rares += table.count(entry) < common ? 1 : 0;
    }
    return rares;
  }

  @Override
  public void begin(int slot, CallStream stream) {
    windows.begin(slot);
  }

  @Override
  public void call(int slot, int symbol) {
    if (windows.push(slot, symbol)) {
      table.add(windows.array(slot), windows.from(slot));
    }
  }

  @Override
  public void end(int slot) {
    // Each window was counted when it was whole.
  }

  /** Ends a training: what is rare depends on all of it. */
  public void trained() {
    long total = table.total();
    common = (long) Math.floor(rare * total);
    // Shares are compared as they are told, so that 3 of 300,000 is not below 0.00001.
    while (common > 0 && !isBelow(common - 1, total)) {
      common--;
    }
    while (common < total && isBelow(common, total)) {
      common++;
    }
  }

  private boolean isBelow(long count, long total) {
    return (double) count / total < rare;
  }

  /** Whether the window that begins in an array was never seen, or is rare. Hot. */
  boolean isMismatch(int[] calls, int from) {
    int entry = table.find(calls, from);
    return entry < 0 || table.count(entry) < common;
  }

  /** Writes it to a file of mode 0600, in place of one that is there. */
  public void write(Path file) throws IOException {
    ModelFile.write(
        file,
        KIND,
        alphabet,
        out -> {
          out.writeInt(table.length());
          out.writeDouble(rare);
          TableFile.write(table, out);
        });
  }

  /**
   * Reads one.
   *
   * @throws ModelException where the file is none, a damaged one, or one of a newer version
   */
  public static StideModel read(Path file) throws IOException {
    return ModelFile.read(file, KIND, StideModel::read);
  }

  private static StideModel read(Alphabet alphabet, DataInputStream in) throws IOException {
    int window = in.readInt();
    if (window < 1 || window > MAX_WINDOW) {
      throw new IOException("a window of " + window + " calls");
    }
    StideModel model = new StideModel(alphabet, window, in.readDouble());
    TableFile.read(model.table, alphabet.size(), in);
    model.trained();
    return model;
  }
}
