package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code newer.tbl}: the calls that came after the oldest headers that the tables are generated
 * from, with the kernel that brought each.
 *
 * @param after the kernel whose calls are all older than these
 * @param upTo the kernel for which the list is complete
 */
record NewerCalls(KernelVersion after, KernelVersion upTo, List<Call> calls) {
  /** A row: the same number and name on several ABIs. */
  record Call(Set<Abi> abis, int number, String name, KernelVersion first) {}

  /** The list that is checked in. */
  static NewerCalls load() {
    List<String[]> rows = Table.rows("newer.tbl", 4);
    String[] range = rows.get(0);
    List<Call> calls = new ArrayList<>();
    for (String[] row : rows.subList(1, rows.size())) {
      calls.add(
          new Call(abis(row[0]), Integer.parseInt(row[1]), row[2], KernelVersion.parse(row[3])));
    }
    return new NewerCalls(
        KernelVersion.parse(range[1]), KernelVersion.parse(range[2]), List.copyOf(calls));
  }

  private static Set<Abi> abis(String labels) {
    if (labels.equals("all")) {
      return EnumSet.allOf(Abi.class);
    }
    Set<Abi> abis = EnumSet.noneOf(Abi.class);
    for (String label : labels.split(",")) {
      abis.add(Abi.ofLabel(label));
    }
    return abis;
  }
}
