package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The text of an ABI's table: what a source says, completed by {@code newer.tbl}. */
final class NumberTable {
  private NumberTable() {}

  /**
   * The text, the same for every source that {@code newer.tbl} reaches back to.
   *
   * @throws IOException where the source is older than that, contradicts it, or has a call that
   *     neither it nor the present table knows
   */
  static String text(Abi abi, KernelCalls source, NewerCalls newer) throws IOException {
    if (source.version().compareTo(newer.after()) < 0) {
      throw new IOException(
          "these are the calls of Linux "
              + source.version()
              + ", and newer.tbl lists what came after "
              + newer.after()
              + ": take a newer source");
    }
    SortedMap<Integer, String> calls = new TreeMap<>(source.calls().get(abi));
    Map<Integer, KernelVersion> first = new HashMap<>();
    for (NewerCalls.Call call : newer.calls()) {
      if (call.abis().contains(abi)) {
        add(abi, call, calls);
        first.put(call.number(), call.first());
      }
    }
    StringBuilder text = new StringBuilder(header(abi, complete(source, newer), newer.after()));
    for (Map.Entry<Integer, String> call : calls.entrySet()) {
      KernelVersion since = first.get(call.getKey());
      if (since == null) {
        checkKnown(abi, call.getKey(), call.getValue(), source);
      }
      text.append(call.getKey()).append(' ').append(call.getValue());
      text.append(since == null ? "" : " " + since).append('\n');
    }
    return text.toString();
  }

  private static void add(Abi abi, NewerCalls.Call call, SortedMap<Integer, String> calls)
      throws IOException {
    String known = calls.putIfAbsent(call.number(), call.name());
    if (known != null && !known.equals(call.name())) {
      throw new IOException(
          "number "
              + call.number()
              + " of "
              + abi.label()
              + " is "
              + known
              + " in the source and "
              + call.name()
              + " in newer.tbl: correct the row");
    }
  }

  /** A call without its first kernel is an old one, so a new one may not come in without. */
  private static void checkKnown(Abi abi, int number, String name, KernelCalls source)
      throws IOException {
    if (!name.equals(SyscallNumbers.of(abi).name(number))) {
      throw new IOException(
          "Linux "
              + source.version()
              + " has "
              + number
              + " "
              + name
              + " on "
              + abi.label()
              + ", which newer.tbl lacks: add a row with the kernel that brought it");
    }
  }

  private static KernelVersion complete(KernelCalls source, NewerCalls newer) {
    return source.version().compareTo(newer.upTo()) > 0 ? source.version() : newer.upTo();
  }

  private static String header(Abi abi, KernelVersion complete, KernelVersion after) {
    return "# System calls of "
        + abi.label()
        + ", complete for Linux "
        + complete
        + ": NUMBER NAME [FIRST-KERNEL where newer than "
        + after
        + "].\n# Source: "
        + source(abi)
        + " of the kernel or the headers made from it, and newer.tbl; written by"
        + " GenerateNumbers.\n";
  }

  private static String source(Abi abi) {
    return switch (abi) {
      case X86_64 -> "arch/x86/entry/syscalls/syscall_64.tbl";
      case X32 -> "arch/x86/entry/syscalls/syscall_64.tbl (numbers without __X32_SYSCALL_BIT)";
      case I386 -> "arch/x86/entry/syscalls/syscall_32.tbl";
      case AARCH64 -> "scripts/syscall.tbl";
    };
  }
}
