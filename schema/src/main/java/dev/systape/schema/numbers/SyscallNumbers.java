package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The system calls of an ABI by number and by name. Numbers are without ABI bits: an x32 call is
 * looked up without {@link Abi#X32_SYSCALL_BIT}. Names are those of the kernel's own tables ({@code
 * arch/x86/entry/syscalls}, {@code scripts/syscall.tbl}), which are what strace prints.
 */
public final class SyscallNumbers {
  private static final Map<Abi, SyscallNumbers> LOADED = new EnumMap<>(Abi.class);
  private static final Map<String, String> ALIASES = aliases();

  private final String[] names;
  private final Map<String, Integer> numbers = new HashMap<>();

  private SyscallNumbers(Abi abi) {
    String[] table = new String[512];
    int end = 0;
    for (String[] row : Table.rows(abi.label() + ".tbl", 2)) {
      int number = Integer.parseInt(row[0]);
      if (number >= table.length) {
        table = Arrays.copyOf(table, 2 * number);
      }
      table[number] = row[1];
      numbers.put(row[1], number);
      end = Math.max(end, number + 1);
    }
    names = Arrays.copyOf(table, end);
  }

  /** The calls of an ABI. */
  public static SyscallNumbers of(Abi abi) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(abi, SyscallNumbers::new);
    }
  }

  /** The name of a call, or null where the number is not one. */
  public String name(int number) {
    return number >= 0 && number < names.length ? names[number] : null;
  }

  /** The number of a call by its name or an alias, or -1 where this ABI has none. */
  public int number(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      number = numbers.get(ALIASES.getOrDefault(name, name));
    }
    return number == null ? -1 : number;
  }

  /** One more than the largest number. */
  public int end() {
    return names.length;
  }

  /** All names, by number. */
  public List<String> names() {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      if (name != null) {
        all.add(name);
      }
    }
    return all;
  }

  /**
   * The table name for a name that the kernel's functions, tracefs or libc use instead; the name
   * itself where it is one.
   */
  public static String canonical(String name) {
    return ALIASES.getOrDefault(name, name);
  }

  private static Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    for (String[] row : Table.rows("aliases.tbl", 16)) {
      for (int i = 1; i < row.length; i++) {
        aliases.put(row[i], row[0]);
      }
    }
    return aliases;
  }
}
