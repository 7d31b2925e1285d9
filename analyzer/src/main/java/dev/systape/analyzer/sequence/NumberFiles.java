package dev.systape.analyzer.sequence;

import java.io.IOException;
import java.io.InputStream;

/** Reads ADFA-LD and UNM: files of numbers. */
final class NumberFiles {
  /** Comes with ADFA-LD, and is a kernel header, not a trace. */
  private static final String ADFA_LD_LIST = "ADFA-LD+Syscall+List.txt";

  private final Reading reading;
  private final NumberScanner scanner = new NumberScanner();

  NumberFiles(Reading reading) {
    this.reading = reading;
  }

  /** Whether a file is read: the one that was named, or by its name. */
  static boolean isTrace(TraceFiles files, String name) {
    String plain = TraceFiles.plain(name);
    return !plain.endsWith(ADFA_LD_LIST)
        && (files.names().size() == 1 || plain.endsWith(".txt") || plain.endsWith(".int"));
  }

  /** Reads all files that are traces and tells of the others. */
  void read(TraceFiles files, Format format) throws IOException {
    int read = 0;
    int others = 0;
    for (String name : files.names()) {
      if (isTrace(files, name)) {
        try (InputStream in = files.open(name)) {
          scanner.begin(in, files.full(name));
          if (format == Format.UNM) {
            pairs(files, name);
          } else {
            numbers(files, name);
          }
        }
        read++;
      } else if (!TraceFiles.plain(name).endsWith(ADFA_LD_LIST)) {
        others++;
      }
    }
    if (read == 0) {
      throw new TraceException(
          files.root()
              + " is neither a tape nor a set of traces: no file there ends with .txt or .int");
    }
    if (others > 0) {
      reading.notice(others + " files were not read: they end neither with .txt nor with .int");
    }
  }

  private void numbers(TraceFiles files, String name) throws IOException {
    int slot = reading.begin(0, files.shown(name), CallStream.Label.NONE, true);
    for (int number = scanner.next(); number >= 0; number = scanner.next()) {
      reading.call(slot, number);
    }
    reading.end(0);
  }

  private void pairs(TraceFiles files, String name) throws IOException {
    String shown = files.shown(name);
    long line = 0;
    for (int pid = scanner.next(); pid >= 0; pid = scanner.next()) {
      boolean alone = scanner.line() == line;
      line = scanner.line();
      int number = alone ? -1 : scanner.next();
      if (number < 0 || scanner.line() != line) {
        throw new TraceException(files.full(name), line, "not two numbers, pid and system call");
      }
      int slot = reading.slot(pid);
      if (slot < 0) {
        slot = reading.begin(pid, shown + " pid " + pid, CallStream.Label.NONE, true);
      }
      reading.call(slot, number);
    }
    reading.endAll();
  }
}
