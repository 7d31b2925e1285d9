package dev.systape.analyzer.sequence;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that occur, numbered from 0 in the order in which they were first seen. A call is an
 * ABI and a number, or a name: which of the two, the reader decides.
 *
 * <p>Looking up a known number is one array access and allocates nothing.
 */
public final class Alphabet {
  /** In place of a number: the call is a name. */
  public static final int NAMED = -1;

  /** More than any ABI's code. */
  static final int ABIS = 256;

  private static final int DIRECT = 1 << 12;

  /** Symbol plus one by ABI code and number; 0 where the number has not been seen. */
  private final int[][] direct = new int[ABIS][];

  /** The same of the names that numbers have. */
  private final int[][] namesOf = new int[ABIS][];

  private final Map<Long, Integer> others = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();

  /**
   * A call of the alphabet.
   *
   * @param abi code of its ABI, 0 where it is a name
   * @param number without ABI bits, or {@link #NAMED}
   * @param name what it is called; {@code syscall_0xNN} where the number has no name
   */
  public record Call(int abi, int number, String name) {}

  /** The symbol of a number of an ABI; a new one where it was not seen before. Hot. */
  public int symbol(int abi, int number) {
    int[] ofAbi = direct[abi & ABIS - 1];
    if (ofAbi != null && number >= 0 && number < DIRECT && ofAbi[number] != 0) {
      return ofAbi[number] - 1;
    }
    return add(abi & ABIS - 1, number);
  }

  private int add(int abi, int number) {
    if (number >= 0 && number < DIRECT) {
      if (direct[abi] == null) {
        direct[abi] = new int[DIRECT];
      }
      calls.add(new Call(abi, number, name(abi, number)));
      direct[abi][number] = calls.size();
      return calls.size() - 1;
    }
    return others.computeIfAbsent(
        (long) abi << Integer.SIZE | Integer.toUnsignedLong(number),
        key -> {
          calls.add(new Call(abi, number, name(abi, number)));
          return calls.size() - 1;
        });
  }

  /** The symbol of a name; a new one where it was not seen before. */
  public int symbol(String name) {
    Integer symbol = names.get(name);
    if (symbol == null) {
      symbol = calls.size();
      names.put(name, symbol);
      calls.add(new Call(0, NAMED, name));
    }
    return symbol;
  }

  /** The symbol of the name that a number of an ABI has. Hot: one array access once it is known. */
  public int symbolOfName(int abi, int number) {
    int[] ofAbi = namesOf[abi & ABIS - 1];
    if (ofAbi != null && number >= 0 && number < DIRECT && ofAbi[number] != 0) {
      return ofAbi[number] - 1;
    }
    int symbol = symbol(name(abi, number));
    if (number >= 0 && number < DIRECT) {
      if (ofAbi == null) {
        ofAbi = new int[DIRECT];
        namesOf[abi & ABIS - 1] = ofAbi;
      }
      ofAbi[number] = symbol + 1;
    }
    return symbol;
  }

  /** The symbol of a call of another alphabet. */
  public int symbol(Call call) {
    return call.abi() == 0 && call.number() == NAMED
        ? symbol(call.name())
        : symbol(call.abi(), call.number());
  }

  /** What a number of an ABI is called; {@code syscall_0xNN} where it has no name. */
  public static String name(int abi, int number) {
    Abi known = Abi.ofCode(abi);
    String name = known == null ? null : SyscallNumbers.of(known).name(number);
    return name == null ? "syscall_0x" + Integer.toHexString(number) : name;
  }

  /** How many calls there are. */
  public int size() {
    return calls.size();
  }

  /** The call of a symbol. */
  public Call call(int symbol) {
    return calls.get(symbol);
  }

  /** The labels of the ABIs whose numbers occur, and {@code names} where names do; sorted. */
  public List<String> kinds() {
    return calls.stream().map(Call::abi).distinct().sorted().map(Alphabet::kind).toList();
  }

  /** The label of the ABI with a code; {@code names} for 0. */
  public static String kind(int abi) {
    if (abi == 0) {
      return "names";
    }
    Abi known = Abi.ofCode(abi);
    return known == null ? "abi" + abi : known.label();
  }

  /**
   * The names of symbols for people: with the ABI in front where the alphabet has numbers of
   * several.
   */
  public List<String> texts(int... symbols) {
    boolean mixed = kinds().size() > 1;
    return Arrays.stream(symbols)
        .mapToObj(
            symbol -> {
              Call call = calls.get(symbol);
              return mixed && call.abi() != 0 ? kind(call.abi()) + ":" + call.name() : call.name();
            })
        .toList();
  }
}
