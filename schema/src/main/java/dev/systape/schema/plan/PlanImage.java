package dev.systape.schema.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects plans and writes the image that {@link CapturePlans} reads. Equal plans are stored once;
 * the result is deterministic.
 */
public final class PlanImage {
  private record Entry(int plan, int selectorArgument, int selectorMask) {}

  private record Selector(int abi, int number, int value, int plan) {}

  private record Plan(int firstOperation, int entryOperations, int exitOperations) {}

  private final Map<Integer, TreeMap<Integer, Entry>> tables = new TreeMap<>();
  private final List<Selector> selectors = new ArrayList<>();
  private final List<Plan> plans = new ArrayList<>();
  private final List<byte[]> operations = new ArrayList<>();
  private final Map<List<ByteBuffer>, Integer> known = new LinkedHashMap<>();

  /** An image with the empty plan alone. */
  public PlanImage() {
    plan(List.of());
  }

  /**
   * Adds a plan, entry operations before exit operations, and returns its index.
   *
   * @throws IllegalArgumentException where it breaks a bound that the interpreters rely on
   */
  public int plan(List<byte[]> ops) {
    if (ops.size() > CaptureOp.MAX_OPERATIONS) {
      throw new IllegalArgumentException(
          "a plan of " + ops.size() + " operations; at most " + CaptureOp.MAX_OPERATIONS);
    }
    Integer index = known.putIfAbsent(ops.stream().map(ByteBuffer::wrap).toList(), plans.size());
    if (index != null) {
      return index;
    }
    int entry = 0;
    for (byte[] op : ops) {
      if (op[CaptureOp.PHASE] == CaptureOp.PHASE_ENTRY) {
        entry++;
      }
    }
    for (int i = 0; i < entry; i++) {
      if (ops.get(i)[CaptureOp.PHASE] != CaptureOp.PHASE_ENTRY) {
        throw new IllegalArgumentException(
            "operation " + i + " runs at exit and stands before one that runs at entry");
      }
    }
    plans.add(new Plan(operations.size(), entry, ops.size() - entry));
    operations.addAll(ops);
    return plans.size() - 1;
  }

  /** Gives a call its plan. */
  public void call(int abi, int number, int plan) {
    table(abi).put(number, new Entry(plan, CapturePlans.NO_SELECTOR, 0));
  }

  /** Gives a multiplexed call its default plan and says which argument, masked, selects another. */
  public void multiplexed(
      int abi, int number, int defaultPlan, int selectorArgument, int selectorMask) {
    table(abi).put(number, new Entry(defaultPlan, selectorArgument, selectorMask));
  }

  /** Gives one command of a multiplexed call its plan. */
  public void select(int abi, int number, int value, int plan) {
    selectors.add(new Selector(abi, number, value, plan));
  }

  /** The image. */
  public byte[] build(long descriptionsHash) {
    selectors.sort(
        Comparator.comparingInt(Selector::abi)
            .thenComparingInt(Selector::number)
            .thenComparing(Selector::value, Integer::compareUnsigned));
    int entries = tables.values().stream().mapToInt(t -> t.lastKey() + 1).sum();
    ByteBuffer out =
        ByteBuffer.allocate(
                CapturePlans.HEADER_SIZE
                    + CapturePlans.ABI_SIZE * tables.size()
                    + CapturePlans.ENTRY_SIZE * entries
                    + CapturePlans.SELECTOR_SIZE * selectors.size()
                    + CapturePlans.PLAN_SIZE * plans.size()
                    + CaptureOp.SIZE * operations.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(CapturePlans.MAGIC)
        .putInt(CapturePlans.VERSION)
        .putInt(CaptureOp.SIZE)
        .putLong(descriptionsHash);
    out.putInt(tables.size())
        .putInt(plans.size())
        .putInt(operations.size())
        .putInt(selectors.size());
    putTables(out);
    for (Selector s : selectors) {
      out.putInt(s.abi).putInt(s.number).putInt(s.value).putInt(s.plan);
    }
    for (Plan p : plans) {
      out.putInt(p.firstOperation)
          .put((byte) p.entryOperations)
          .put((byte) p.exitOperations)
          .putShort((short) 0);
    }
    operations.forEach(out::put);
    return out.array();
  }

  private void putTables(ByteBuffer out) {
    int first = 0;
    for (var table : tables.entrySet()) {
      int numbers = table.getValue().lastKey() + 1;
      out.putInt(table.getKey()).putInt(numbers).putInt(first).putInt(0);
      first += numbers;
    }
    Entry none = new Entry(0, CapturePlans.NO_SELECTOR, 0);
    for (var table : tables.values()) {
      for (int number = 0; number <= table.lastKey(); number++) {
        Entry e = table.getOrDefault(number, none);
        out.putShort((short) e.plan)
            .put((byte) e.selectorArgument)
            .put((byte) 0)
            .putInt(e.selectorMask);
      }
    }
  }

  private TreeMap<Integer, Entry> table(int abi) {
    return tables.computeIfAbsent(abi, code -> new TreeMap<>());
  }
}
