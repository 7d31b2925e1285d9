package dev.systape.recorder.intercept;

import dev.systape.schema.numbers.ErrnoNames;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a line for each call, with its arguments and its result, and lets it pass:
 *
 * <pre>
 * 4711 openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3
 * 4711 read(3, "root:x:0:0:root:/root:/bin/bash\n"..., 4096) = 1382
 * 4711 exit_group(0) = ?
 * </pre>
 *
 * <p>What the kernel fills is written as it was at the exit, and by its address where the call
 * failed. A handler that extends it sees its own changes of results in the lines. Memory that
 * cannot be read is written by its address: the program notices nothing.
 */
public class LoggingHandler implements SyscallHandler {
  private final PrintStream out;
  private final Map<Call, String[]> open = new HashMap<>();

  /** A handler that writes to {@code out}, which stays the caller's. */
  public LoggingHandler(PrintStream out) {
    this.out = out;
  }

  @Override
  public void entered(Call call) {
    open.put(call, CallText.atEntry(call));
  }

  @Override
  public void returned(Call call) {
    String[] arguments = open.remove(call);
    if (arguments != null) {
      CallText.atExit(call, arguments);
      line(call, arguments, call.failed() ? error(call.errno()) : CallText.result(call));
    }
  }

  @Override
  public void ended(Call call) {
    String[] arguments = open.remove(call);
    if (arguments != null) {
      line(call, arguments, "?");
    }
  }

  private static String error(int errno) {
    String name = ErrnoNames.name(errno);
    return "-1 " + (name == null ? errno : name) + " (" + ErrnoNames.describe(errno) + ")";
  }

  private void line(Call call, String[] arguments, String result) {
    out.println(
        call.tid() + " " + call.name() + "(" + String.join(", ", arguments) + ") = " + result);
  }
}
