package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The system calls of an ABI by number and by name. Names are those of the kernel's own tables
 * ({@code arch/x86/entry/syscalls}, {@code scripts/syscall.tbl}), which are what strace prints.
 *
 * <p>Numbers are without ABI bits: the number of an x32 call carries {@link Abi#X32_SYSCALL_BIT}
 * where the kernel sees it, and is looked up without, {@code of(X32).name(nr &
 * ~Abi.X32_SYSCALL_BIT)}.
 *
 * <p>A table is read when it is first asked for, and kept. Looking up a number does not allocate.
 */
public final class SyscallNumbers {
  private static final AtomicReferenceArray<SyscallNumbers> LOADED =
      new AtomicReferenceArray<>(Abi.values().length);

  private final String[] names;
  private final String[] since;
  private final List<String> listed;
  private final Map<String, Integer> numbers;
  private final Map<String, Integer> aliases;

  private SyscallNumbers(Abi abi) {
    List<String[]> rows = Table.rows(abi.label() + ".tbl", 3);
    int end = Integer.parseInt(rows.get(rows.size() - 1)[0]) + 1;
    names = new String[end];
    since = new String[end];
    numbers = new HashMap<>(2 * rows.size());
    List<String> all = new ArrayList<>(rows.size());
    for (String[] row : rows) {
      int number = Integer.parseInt(row[0]);
      names[number] = row[1];
      since[number] = row.length > 2 ? row[2] : null;
      numbers.put(row[1], number);
      all.add(row[1]);
    }
    listed = List.copyOf(all);
    aliases = aliases(abi, numbers);
  }

  /** The calls of an ABI. */
  public static SyscallNumbers of(Abi abi) {
    SyscallNumbers loaded = LOADED.get(abi.ordinal());
    return loaded != null ? loaded : load(abi);
  }

  /**
   * The calls of an ABI by its label, e.g. {@code x86_64}.
   *
   * @throws IllegalArgumentException where there is no such ABI; the message lists those there are
   */
  public static SyscallNumbers of(String label) {
    return of(Abi.ofLabel(label));
  }

  private static synchronized SyscallNumbers load(Abi abi) {
    if (LOADED.get(abi.ordinal()) == null) {
      LOADED.set(abi.ordinal(), new SyscallNumbers(abi));
    }
    return LOADED.get(abi.ordinal());
  }

  /** The name of a call, or null where the number is not one. */
  public String name(int number) {
    return number >= 0 && number < names.length ? names[number] : null;
  }

  /**
   * The kernel that brought a call, e.g. {@code 6.13}; null where the number is not one, or the
   * call is older than the tables tell (Linux 6.1 has it).
   */
  public String since(int number) {
    return number >= 0 && number < since.length ? since[number] : null;
  }

  /**
   * The number of a call by its name, or by the name that the kernel's functions, tracefs or libc
   * use for it; -1 where this ABI has none. A name of the table is always that call, whatever it is
   * elsewhere: {@code umount} is a call of i386, and another name of {@code umount2} on the others.
   */
  public int number(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      number = aliases.get(name);
    }
    return number == null ? -1 : number;
  }

  /** The largest number. */
  public int max() {
    return names.length - 1;
  }

  /** One more than the largest number: the length of an array by number. */
  public int end() {
    return names.length;
  }

  /** All names, by number. */
  public List<String> names() {
    return listed;
  }

  /**
   * The table name for a name that the kernel's functions, tracefs or libc use instead, in the
   * first ABI that knows it; the name itself where none does. What it means on one ABI is {@code
   * name(number(name))}.
   */
  public static String canonical(String name) {
    for (Abi abi : Abi.values()) {
      SyscallNumbers calls = of(abi);
      int number = calls.number(name);
      if (number >= 0) {
        return calls.name(number);
      }
    }
    return name;
  }

  private static Map<String, Integer> aliases(Abi abi, Map<String, Integer> numbers) {
    Map<String, Integer> aliases = new HashMap<>();
    for (String[] row : Table.rows("aliases.tbl", 0)) {
      int colon = row[0].indexOf(':');
      Integer number = numbers.get(row[0].substring(colon + 1));
      if (number != null && (colon < 0 || row[0].startsWith(abi.label() + ':'))) {
        for (int i = 1; i < row.length; i++) {
          aliases.putIfAbsent(row[i], number);
        }
      }
    }
    return aliases;
  }
}
