package dev.systape.recorder;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.select.CallSet;
import java.util.BitSet;

/**
 * Which calls are recorded: a set of numbers per ABI, looked up at every stop without allocation. A
 * number outside every table is recorded only where all calls are.
 */
public final class CallFilter {
  private static final int ABIS = 16;

  private final BitSet[] numbers;

  private CallFilter(BitSet[] numbers) {
    this.numbers = numbers;
  }

  /** A filter that records all calls. */
  public static CallFilter all() {
    return new CallFilter(null);
  }

  /** A filter that records a set of calls. */
  public static CallFilter of(CallSet set) {
    if (set.isAll()) {
      return all();
    }
    CallFilter filter = none();
    for (Abi abi : Abi.values()) {
      filter.numbers[abi.code()].or(set.numbers(abi));
    }
    return filter;
  }

  /** A filter that records none until {@link #add} names some. */
  public static CallFilter none() {
    BitSet[] numbers = new BitSet[ABIS];
    for (int i = 0; i < ABIS; i++) {
      numbers[i] = new BitSet();
    }
    return new CallFilter(numbers);
  }

  /** Adds a call. */
  public void add(int abi, int number) {
    numbers[abi].set(number);
  }

  /** The numbers of an ABI's calls, where not all are recorded; a copy. */
  public BitSet numbers(Abi abi) {
    return (BitSet) numbers[abi.code()].clone();
  }

  /** Whether all calls are recorded. */
  public boolean recordsAll() {
    return numbers == null;
  }

  /** Whether a call is recorded. */
  public boolean records(int abi, int number) {
    return numbers == null || (number >= 0 && numbers[abi].get(number));
  }
}
