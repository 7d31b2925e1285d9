package dev.systape.analyzer.cli;

import dev.systape.analyzer.print.PrintOptions.Status;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.select.CallSet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The expressions of {@code print -e}: {@code [trace=]SET}, {@code signal=SET} and so on. */
final class PrintExpressions {
  private static final int SIGNALS = 64;

  /** Messages of strace that a tape has no line for: asking for their silence is no error. */
  private static final List<String> SILENT =
      List.of("attach", "personality", "superseded", "thread-execve", "path-resolution");

  private final Supplier<Descriptions> descriptions;
  private CallSet calls = CallSet.all();
  private Set<Integer> signals;
  private Set<Status> statuses = EnumSet.allOf(Status.class);
  private boolean exits = true;
  private boolean verbose;

  PrintExpressions(Supplier<Descriptions> descriptions) {
    this.descriptions = descriptions;
  }

  CallSet calls() {
    return calls;
  }

  Set<Integer> signals() {
    return signals;
  }

  Set<Status> statuses() {
    return statuses;
  }

  boolean exits() {
    return exits;
  }

  /** Whether nothing is abbreviated. */
  boolean verbose() {
    return verbose;
  }

  /** Takes one expression. */
  void add(String expression) {
    int equals = expression.indexOf('=');
    String what = equals < 0 ? "trace" : expression.substring(0, equals);
    String set = expression.substring(equals + 1);
    switch (what) {
      case "trace", "t" -> calls = calls(set);
      case "signal", "signals", "s" -> signals = signals(set);
      case "status" -> statuses = statuses(set);
      case "quiet", "silent", "silence", "q" -> quiet(set);
      case "abbrev", "a" -> abbreviated(set);
      default ->
          throw new UsageException(
              "-e "
                  + expression
                  + ": expected trace=, signal=, status=, quiet= or abbrev=none before a set");
    }
  }

  private CallSet calls(String set) {
    try {
      return CallSet.parse(set, descriptions);
    } catch (IllegalArgumentException e) {
      throw new UsageException("-e: " + e.getMessage());
    }
  }

  private static Set<Integer> signals(String expression) {
    boolean complement = expression.startsWith("!");
    String set = complement ? expression.substring(1) : expression;
    if (set.equals("all")) {
      return complement ? Set.of() : null;
    }
    Set<Integer> named = new HashSet<>();
    if (!set.equals("none") && !set.isEmpty()) {
      for (String name : set.split(",")) {
        named.add(signal(name));
      }
    }
    if (!complement) {
      return named;
    }
    Set<Integer> others = new HashSet<>();
    for (int signal = 1; signal <= SIGNALS; signal++) {
      if (!named.contains(signal)) {
        others.add(signal);
      }
    }
    return others;
  }

  private static int signal(String name) {
    String upper = name.toUpperCase(java.util.Locale.ROOT);
    String full = upper.startsWith("SIG") ? upper : "SIG" + upper;
    for (int signal = 1; signal <= SIGNALS; signal++) {
      if (full.equals(SignalNames.name(signal)) || name.equals(Integer.toString(signal))) {
        return signal;
      }
    }
    throw new UsageException("-e: there is no signal '" + name + "'");
  }

  private static Set<Status> statuses(String expression) {
    boolean complement = expression.startsWith("!");
    String set = complement ? expression.substring(1) : expression;
    Set<Status> named = EnumSet.noneOf(Status.class);
    for (String name : set.split(",")) {
      switch (name) {
        case "all" -> named.addAll(EnumSet.allOf(Status.class));
        case "none" -> {}
        case "successful" -> named.add(Status.SUCCESSFUL);
        case "failed" -> named.add(Status.FAILED);
        case "unfinished" -> named.add(Status.UNFINISHED);
        // A tape has none of these: their calls are unfinished, or not there.
        case "unavailable", "detached" -> {}
        default ->
            throw new UsageException(
                "-e status: '"
                    + name
                    + "' is none of successful, failed, unfinished, unavailable, detached");
      }
    }
    return complement ? EnumSet.complementOf(EnumSet.copyOf(named)) : named;
  }

  private void quiet(String set) {
    for (String name : set.split(",")) {
      if (List.of("exit", "exits", "all").contains(name)) {
        exits = false;
      } else if (!SILENT.contains(name) && !name.equals("none")) {
        throw new UsageException("-e quiet: '" + name + "' is no message that print has");
      }
    }
  }

  private void abbreviated(String set) {
    if (!Arrays.asList("none", "all").contains(set)) {
      throw new UsageException("-e abbrev takes all or none");
    }
    verbose = set.equals("none");
  }
}
