package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.CsvWriter;
import dev.systape.analyzer.report.JsonWriter;
import dev.systape.analyzer.report.RowWriter;
import dev.systape.analyzer.report.TextTable;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out results
 * @param err messages
 * @param width cells of the terminal that {@code out} is, 0 where it is none
 * @param errIsTerminal whether {@code err} is a terminal
 */
record Console(InputStream in, PrintStream out, PrintStream err, int width, boolean errIsTerminal) {
  /** The form that the options of a command ask for. */
  RowWriter writer(boolean json, boolean csv) {
    if (json && csv) {
      throw new UsageException("--json and --csv: only one of them");
    }
    if (json) {
      return new JsonWriter(out);
    }
    return csv ? new CsvWriter(out) : new TextTable(out, width);
  }
}
