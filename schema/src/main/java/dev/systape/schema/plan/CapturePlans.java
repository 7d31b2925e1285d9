package dev.systape.schema.plan;

import dev.systape.schema.memory.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The compiled capture plans of every call, in memory as the build wrote them.
 *
 * <pre>
 * header      u64 magic, u32 version, u32 operation size, u64 descriptions hash,
 *             u32 ABIs, u32 plans, u32 operations, u32 selectors
 * ABIs        each: u32 ABI code, u32 numbers (table length), u32 index of its first table entry, u32 reserved
 * tables      each entry: u16 plan, u8 selector argument (255: none), u8 reserved, u32 selector mask
 * selectors   each: u32 ABI code, u32 number, u32 value, u32 plan; sorted by these, unsigned
 * plans       each: u32 first operation, u8 entry operations, u8 exit operations, u16 reserved; plan 0 is empty
 * operations  {@link CaptureOp}
 * </pre>
 *
 * <p>A call's plan is its table entry's, or, where the entry names a selector argument, that of the
 * selector whose value equals the masked argument. Lookup allocates nothing. The image stays
 * allocated until the process ends.
 */
public final class CapturePlans {
  /** {@code "SYSPLAN1"}, little-endian. */
  public static final long MAGIC = 0x314e414c50535953L;

  /** Version of this layout and of {@link CaptureOp}. */
  public static final int VERSION = 1;

  /** Selector argument of an entry without selectors. */
  public static final int NO_SELECTOR = 255;

  /** Name of the resource, in this package. */
  public static final String RESOURCE = "capture.plan";

  static final int HEADER_SIZE = 40;
  static final int ABI_SIZE = 16;
  static final int ENTRY_SIZE = 8;
  static final int SELECTOR_SIZE = 16;
  static final int PLAN_SIZE = 8;
  private static final int ABI_CODES = 16;

  private final long selectors;
  private final long plans;
  private final long operations;
  private final int planCount;
  private final int selectorCount;
  private final long hash;
  private final long[] tables = new long[ABI_CODES];
  private final int[] numbers = new int[ABI_CODES];

  private CapturePlans(long image, long length) {
    check(length >= HEADER_SIZE && Memory.getLong(image) == MAGIC, "not a capture plan");
    check(Memory.getInt(image + 8) == VERSION, "a capture plan of another version");
    check(Memory.getInt(image + 12) == CaptureOp.SIZE, "operations of another size");
    hash = Memory.getLong(image + 16);
    int abis = Memory.getInt(image + 24);
    planCount = Memory.getInt(image + 28);
    int operationCount = Memory.getInt(image + 32);
    selectorCount = Memory.getInt(image + 36);
    long table = image + HEADER_SIZE + (long) ABI_SIZE * abis;
    long entries = 0;
    for (int i = 0; i < abis; i++) {
      long abi = image + HEADER_SIZE + (long) ABI_SIZE * i;
      int code = Memory.getInt(abi);
      check(code > 0 && code < ABI_CODES, "an unknown ABI code");
      numbers[code] = Memory.getInt(abi + 4);
      tables[code] = table + (long) ENTRY_SIZE * Memory.getInt(abi + 8);
      entries += numbers[code];
    }
    selectors = table + ENTRY_SIZE * entries;
    plans = selectors + (long) SELECTOR_SIZE * selectorCount;
    operations = plans + (long) PLAN_SIZE * planCount;
    check(
        operations + (long) CaptureOp.SIZE * operationCount == image + length,
        "a capture plan of another length");
  }

  /** The plans that the build compiled from the descriptions. */
  public static CapturePlans load() {
    try (InputStream in = CapturePlans.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the build left out " + RESOURCE + ": run the Maven build again");
      }
      return of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Plans from an image.
   *
   * @throws IllegalArgumentException where the image is not one of this version
   */
  public static CapturePlans of(byte[] image) {
    long address = Memory.allocate(image.length);
    Memory.copy(image, 0, address, image.length);
    return new CapturePlans(address, image.length);
  }

  /**
   * The plan of a call; 0, the empty plan, where it has none.
   *
   * @param abi code of the ABI
   * @param number the call's number without ABI bits
   * @param arguments address of the six argument words
   */
  public int find(int abi, int number, long arguments) {
    if (!has(abi, number)) {
      return 0;
    }
    long entry = entry(abi, number);
    int selector = Memory.getU8(entry + 2);
    if (selector == NO_SELECTOR) {
      return Memory.getU16(entry);
    }
    int value = Memory.getInt(arguments + 8L * selector) & Memory.getInt(entry + 4);
    int found = findSelector(abi, number, value);
    return found < 0 ? Memory.getU16(entry) : found;
  }

  /** The plan of a call where no command says otherwise; 0 where it has none. */
  public int plan(int abi, int number) {
    return has(abi, number) ? Memory.getU16(entry(abi, number)) : 0;
  }

  /** The argument that selects another plan, or {@link #NO_SELECTOR}. */
  public int selectorArgument(int abi, int number) {
    return has(abi, number) ? Memory.getU8(entry(abi, number) + 2) : NO_SELECTOR;
  }

  /** The bits of it that select. */
  public int selectorMask(int abi, int number) {
    return has(abi, number) ? Memory.getInt(entry(abi, number) + 4) : 0;
  }

  /** How many commands have plans of their own. */
  public int selectors() {
    return selectorCount;
  }

  /** Address of one of these, from 0: u32 ABI code, number, command, plan. */
  public long selector(int index) {
    return selectors + (long) SELECTOR_SIZE * index;
  }

  private boolean has(int abi, int number) {
    return abi > 0 && abi < ABI_CODES && Integer.compareUnsigned(number, numbers[abi]) < 0;
  }

  private long entry(int abi, int number) {
    return tables[abi] + (long) ENTRY_SIZE * number;
  }

  private int findSelector(int abi, int number, int value) {
    int low = 0;
    int high = selectorCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long selector = selectors + (long) SELECTOR_SIZE * middle;
      int order = Integer.compare(Memory.getInt(selector), abi);
      if (order == 0) {
        order = Integer.compare(Memory.getInt(selector + 4), number);
      }
      if (order == 0) {
        order = Integer.compareUnsigned(Memory.getInt(selector + 8), value);
      }
      if (order == 0) {
        return Memory.getInt(selector + 12);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * Address of a plan's first operation; its entry operations come first, its exit operations right
   * behind them.
   */
  public long operations(int plan) {
    return operations + CaptureOp.SIZE * Memory.getU32(plans + (long) PLAN_SIZE * plan);
  }

  /** How many operations of a plan run at entry. */
  public int entryOperations(int plan) {
    return Memory.getU8(plans + (long) PLAN_SIZE * plan + 4);
  }

  /** How many operations of a plan run at exit. */
  public int exitOperations(int plan) {
    return Memory.getU8(plans + (long) PLAN_SIZE * plan + 5);
  }

  /** How many plans there are, the empty one included. */
  public int size() {
    return planCount;
  }

  /** Hash of the descriptions that these plans were compiled from; a tape's header carries it. */
  public long descriptionsHash() {
    return hash;
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
