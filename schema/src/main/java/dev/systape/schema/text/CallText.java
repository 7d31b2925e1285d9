package dev.systape.schema.text;

import java.util.ArrayList;
import java.util.List;

/**
 * How a call is written.
 *
 * @param name its name
 * @param arguments the writers of its arguments, in the order in which they are written
 * @param result the writer of a result that is no error
 * @param returns whether it ever does
 * @param explained whether what stands behind the result is told only once the call is over
 * @param narrow which arguments are ints, a bit each
 */
record CallText(
    String name,
    List<ArgumentText> arguments,
    ResultText result,
    boolean returns,
    boolean explained,
    int narrow) {
  /** A call whose result says all. */
  CallText(String name, List<ArgumentText> arguments, ResultText result, boolean returns) {
    this(name, arguments, result, returns, false, 0);
  }

  /** The same with another writer of an argument. */
  CallText with(int argument, ArgumentText text) {
    List<ArgumentText> changed = new ArrayList<>(arguments);
    changed.set(argument, text);
    return new CallText(name, changed, result, returns, explained, narrow);
  }

  /** The same with what its description tells. */
  CallText compiled(boolean isExplained, int ints) {
    return new CallText(name, arguments, result, returns, isExplained, ints);
  }
}
