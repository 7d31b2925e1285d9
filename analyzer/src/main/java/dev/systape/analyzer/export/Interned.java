package dev.systape.analyzer.export;

import java.util.HashMap;
import java.util.Map;

/** Names that packets of a sequence refer to by number: InternedData of Perfetto. */
final class Interned {
  private static final int IID = 1;
  private static final int NAME = 2;

  private final int field;
  private final Map<String, Integer> numbers = new HashMap<>();

  /** Names of one kind, which the field of InternedData tells. */
  Interned(int field) {
    this.field = field;
  }

  /** The number of a name; a new one is written, for the packet that uses it first. */
  int number(String name, ProtoWriter data) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    numbers.put(name, number);
    int entry = data.begin(field);
    data.number(IID, number);
    data.text(NAME, name);
    data.end(entry);
    return number;
  }
}
