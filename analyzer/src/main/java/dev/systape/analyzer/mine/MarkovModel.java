package dev.systape.analyzer.mine;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.analyzer.sequence.CallSink;
import dev.systape.analyzer.sequence.CallStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A Markov chain of calls: how probable a call is behind the ones before it (Ye, "A Markov chain
 * model of temporal behavior for anomaly detection", IEEE SMC Information Assurance Workshop 2000,
 * for order 1). With {@code c} the counts of the training, {@code V} the calls that differ in it
 * and one more for all others, and {@code a} what is added to each count (Lidstone; 1 is Laplace):
 *
 * <pre>P(s | context) = (c(context s) + a) / (c(context) + a V)</pre>
 *
 * <p>where {@code c(context)} counts the context where a call follows, so that the probabilities of
 * all that can follow sum up to 1. As a sink it is trained.
 */
public final class MarkovModel implements CallSink {
  private static final String KIND = "markov";
  private static final int MAX_ORDER = 64;

  private final Alphabet alphabet;
  private final double added;
  private final WindowTable transitions;
  private final WindowTable contexts;
  private final Windows windows;
  private int known;

  /**
   * A model without training.
   *
   * @param alphabet of the streams that it is trained with
   * @param order calls in a context, at least 1
   * @param added to each count, at least 0; with 0 a transition that was never seen is impossible
   */
  public MarkovModel(Alphabet alphabet, int order, double added) {
    this.alphabet = alphabet;
    this.added = added;
    transitions = new WindowTable(order + 1);
    contexts = new WindowTable(order);
    windows = new Windows(order + 1);
  }

  /** The calls that it knows. */
  public Alphabet alphabet() {
    return alphabet;
  }

  /** Calls in a context. */
  public int order() {
    return contexts.length();
  }

  /** What is added to each count. */
  public double added() {
    return added;
  }

  /** Transitions of the training. */
  public long totalTransitions() {
    return transitions.total();
  }

  /** Transitions that differ. */
  public int distinctTransitions() {
    return transitions.size();
  }

  /** Contexts that differ. */
  public int distinctContexts() {
    return contexts.size();
  }

  @Override
  public void begin(int slot, CallStream stream) {
    windows.begin(slot);
  }

  @Override
  public void call(int slot, int symbol) {
    if (windows.push(slot, symbol)) {
      transitions.add(windows.array(slot), windows.from(slot));
      contexts.add(windows.array(slot), windows.from(slot));
    }
  }

  @Override
  public void end(int slot) {
    // Each transition was counted when it came.
  }

  /** Ends a training: calls that come later are unknown. */
  public void trained() {
    known = alphabet.size();
  }

  /** Whether a transition, a context and the call behind it, was in the training. Hot. */
  boolean isSeen(int[] calls, int from) {
    return transitions.find(calls, from) >= 0;
  }

  /** The probability of a transition. Hot. */
  public double probability(int[] calls, int from) {
    int transition = transitions.find(calls, from);
    int context = contexts.find(calls, from);
    double together = transition < 0 ? 0 : transitions.count(transition);
    double all = context < 0 ? 0 : contexts.count(context);
    double divisor = all + added * (known + 1);
    return divisor == 0 ? 0 : (together + added) / divisor;
  }

  /** Writes it to a file of mode 0600, in place of one that is there. */
  public void write(Path file) throws IOException {
    ModelFile.write(
        file,
        KIND,
        alphabet,
        out -> {
          out.writeInt(order());
          out.writeDouble(added);
          TableFile.write(transitions, out);
        });
  }

  /**
   * Reads one.
   *
   * @throws ModelException where the file is none, a damaged one, or one of a newer version
   */
  public static MarkovModel read(Path file) throws IOException {
    return ModelFile.read(file, KIND, MarkovModel::read);
  }

  private static MarkovModel read(Alphabet alphabet, DataInputStream in) throws IOException {
    int order = in.readInt();
    if (order < 1 || order > MAX_ORDER) {
      throw new IOException("a context of " + order + " calls");
    }
    MarkovModel model = new MarkovModel(alphabet, order, in.readDouble());
    TableFile.read(model.transitions, alphabet.size(), in);
    for (int entry = 0; entry < model.transitions.size(); entry++) {
      // The calls of a context are the first ones of its transitions.
      model.contexts.add(model.transitions.window(entry), 0, model.transitions.count(entry));
    }
    model.trained();
    return model;
  }
}
