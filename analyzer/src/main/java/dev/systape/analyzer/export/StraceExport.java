package dev.systape.analyzer.export;

import dev.systape.analyzer.print.LineLead;
import dev.systape.analyzer.print.PrintOptions;
import dev.systape.analyzer.print.TapePrinter;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.text.TextOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * Text as {@code strace -f -ttt -T -o FILE} writes it: each line begins with the thread's number,
 * then the time since 1970. Strings are as long as they were recorded. A line a call, in the order
 * in which calls returned: nothing is unfinished and resumed.
 */
final class StraceExport implements Export {
  private static final String PID = "[pid ";
  private static final int PID_WIDTH = 5;

  /** strace's 40, and the brackets that are taken away. */
  private static final int COLUMN = 40 + PID.length() + 1;

  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    try (TapeReader reader = TapeReader.open(tape);
        Writer text =
            new BufferedWriter(new OutputStreamWriter(out.file(), StandardCharsets.UTF_8))) {
      PrintOptions print = options(reader.header().stringLimit());
      TapePrinter.print(
          reader,
          Descriptions.load(),
          print,
          (timeNs, line) -> text.append(plain(line)).append('\n'));
      Notices.ofHealth(tape, reader.health(), options);
    }
  }

  /** Without the brackets, as in a file of strace's. */
  private static CharSequence plain(CharSequence line) {
    int from = PID.length();
    if (!line.toString().startsWith(PID)) {
      return line;
    }
    while (line.charAt(from) == ' ') {
      from++;
    }
    int end = line.toString().indexOf(']', from);
    StringBuilder plain = new StringBuilder().append(line, from, end);
    while (plain.length() < PID_WIDTH) {
      plain.append(' ');
    }
    return plain.append(line, end + 1, line.length());
  }

  private static PrintOptions options(int stringLimit) {
    PrintOptions all = PrintOptions.defaults();
    LineLead.Parts lead =
        new LineLead.Parts(LineLead.Time.EPOCH, false, false, false, ZoneId.systemDefault());
    return new PrintOptions(
        new TextOptions(stringLimit, false, 0, COLUMN),
        all.only(),
        all.calls(),
        all.signals(),
        all.statuses(),
        all.paths(),
        true,
        true,
        lead,
        true);
  }
}
