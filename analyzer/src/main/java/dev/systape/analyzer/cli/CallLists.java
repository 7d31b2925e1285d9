package dev.systape.analyzer.cli;

import dev.systape.analyzer.sequence.Alphabet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Calls in a column: lists in JSON, else words. */
final class CallLists {
  private CallLists() {}

  /** Their numbers; null where one has only a name. */
  static Object numbers(Alphabet alphabet, int[] symbols, boolean list) {
    List<Integer> numbers =
        Arrays.stream(symbols).mapToObj(symbol -> alphabet.call(symbol).number()).toList();
    if (numbers.contains(Alphabet.NAMED)) {
      return null;
    }
    return list ? numbers : numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Their names. */
  static Object names(Alphabet alphabet, int[] symbols, boolean list) {
    List<String> names = alphabet.texts(symbols);
    return list ? names : String.join(" ", names);
  }
}
