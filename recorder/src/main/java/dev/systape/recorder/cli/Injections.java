package dev.systape.recorder.cli;

import dev.systape.recorder.CallFilter;
import dev.systape.recorder.Injection;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.ErrnoNames;
import dev.systape.schema.numbers.SignalNames;
import dev.systape.schema.select.CallSet;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The words of {@code --inject}, in the form of strace(1), "Tampering". */
final class Injections {
  private static final int MAX_ERRNO = 4095;
  private static final int MAX_SIGNAL = 64;
  private static final Pattern DELAY = Pattern.compile("(\\d{1,12})(s|ms|us|ns|)");

  /** FIRST, FIRST..LAST, and either with + or +STEP. */
  private static final Pattern WHEN =
      Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?(\\+(\\d{0,9}))?");

  private final String text;
  private boolean replaced;
  private long result;
  private int signal;
  private long entryDelayNs;
  private long exitDelayNs;
  private long first = 1;
  private long last = Long.MAX_VALUE;
  private long step = 1;

  private Injections(String text) {
    this.text = text;
  }

  /**
   * Reads all of them.
   *
   * @throws UsageException with a line for the user
   */
  static List<Injection> parse(List<String> texts) throws UsageException {
    List<Injection> all = new ArrayList<>();
    for (String text : texts) {
      all.add(new Injections(text).parse());
    }
    return all;
  }

  private Injection parse() throws UsageException {
    String[] words = text.split(":", -1);
    CallFilter calls = calls(words[0]);
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 0) {
        throw wrong("'" + words[i] + "' is no ACTION=VALUE");
      }
      action(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    if (!replaced && signal == 0 && entryDelayNs == 0 && exitDelayNs == 0) {
      throw wrong("name what to do: error=, retval=, signal=, delay= or delay_exit=");
    }
    return new Injection(
        calls, replaced, result, signal, entryDelayNs, exitDelayNs, first, last, step);
  }

  private CallFilter calls(String set) throws UsageException {
    if (set.isEmpty()) {
      throw wrong("name calls before the first ':'");
    }
    try {
      return CallFilter.of(CallSet.parse(set, Descriptions::load));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void action(String name, String value) throws UsageException {
    switch (name) {
      case "error" -> replace(-errno(value));
      case "retval" -> replace(number(value));
      case "signal" -> signal = signal(value);
      case "delay", "delay_enter" -> entryDelayNs = delay(value);
      case "delay_exit" -> exitDelayNs = delay(value);
      case "when" -> when(value);
      default ->
          throw wrong(
              "'"
                  + name
                  + "' is none of error, retval, signal, delay, delay_enter, delay_exit, when");
    }
  }

  private void replace(long value) throws UsageException {
    if (replaced) {
      throw wrong("error and retval contradict each other");
    }
    replaced = true;
    result = value;
  }

  private int errno(String value) throws UsageException {
    return IntStream.rangeClosed(1, MAX_ERRNO)
        .filter(errno -> value.equals(ErrnoNames.name(errno)) || value.equals("" + errno))
        .findFirst()
        .orElseThrow(() -> wrong("'" + value + "' is no errno from 1 to " + MAX_ERRNO));
  }

  private int signal(String value) throws UsageException {
    return IntStream.rangeClosed(1, MAX_SIGNAL)
        .filter(
            number ->
                value.equals(SignalNames.name(number))
                    || ("SIG" + value).equals(SignalNames.name(number))
                    || value.equals("" + number))
        .findFirst()
        .orElseThrow(() -> wrong("'" + value + "' is no signal"));
  }

  private long number(String value) throws UsageException {
    try {
      return Long.decode(value);
    } catch (NumberFormatException e) {
      throw wrong("'" + value + "' is no number");
    }
  }

  private long delay(String value) throws UsageException {
    Matcher delay = DELAY.matcher(value);
    if (!delay.matches()) {
      throw wrong("'" + value + "' is no time such as 500, 20ms or 1s");
    }
    long unit =
        switch (delay.group(2)) {
          case "ns" -> 1;
          case "ms" -> 1_000_000;
          case "s" -> 1_000_000_000;
          default -> 1_000;
        };
    try {
      return Math.multiplyExact(Long.parseLong(delay.group(1)), unit);
    } catch (ArithmeticException e) {
      throw wrong("'" + value + "' is too long");
    }
  }

  private void when(String value) throws UsageException {
    Matcher when = WHEN.matcher(value);
    if (!when.matches()) {
      throw wrong("'" + value + "' is not FIRST[..LAST][+[STEP]]");
    }
    first = Long.parseLong(when.group(1));
    boolean on = when.group(3) != null;
    if (when.group(2) != null) {
      last = Long.parseLong(when.group(2));
    } else {
      last = on ? Long.MAX_VALUE : first;
    }
    step = on && !when.group(4).isEmpty() ? Long.parseLong(when.group(4)) : 1;
    if (first < 1 || last < first || step < 1) {
      throw wrong("'" + value + "': calls are counted from 1");
    }
  }

  private UsageException wrong(String why) {
    return new UsageException("--inject " + text + ": " + why);
  }
}
