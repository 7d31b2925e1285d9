package dev.systape.analyzer.export;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The formats, each with the options that it takes beside those that all take. */
public enum ExportFormat {
  /** A JSON object a line. */
  JSONL("a JSON object a line: calls with typed arguments, signals, processes"),
  /** Comma separated values of one table. */
  CSV("a table of the database, with a header line", "--table"),
  /** Parquet of one table. */
  PARQUET("a table of the database", "--table", "--partition"),
  /** The database. */
  DUCKDB("the database: tables and views for any DuckDB client"),
  /** Text. */
  STRACE("text as of strace -f -ttt -T"),
  /** A trace of Perfetto. */
  PERFETTO("a trace for ui.perfetto.dev: tracks of processes and threads"),
  /** A seccomp profile. */
  SECCOMP("an OCI and Docker profile that allows the calls on the tape", "--partial"),
  /** Numbers in pairs. */
  UNM("lines of two numbers, stream and call", "--by", "--split", "--seed", "--label"),
  /** A file of numbers a stream. */
  ADFA_LD(
      "a file of numbers or names a stream",
      "--by",
      "--names",
      "--numbers",
      "--split",
      "--seed",
      "--label"),
  /** Recordings. */
  LID_DS(
      "recordings of LID-DS 2021 for its framework",
      "--by",
      "--split",
      "--seed",
      "--label",
      "--attack-start");

  private final String description;
  private final Set<String> options;

  ExportFormat(String description, String... options) {
    this.description = description;
    this.options = Set.of(options);
  }

  /** The word for it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is, in a few words. */
  public String description() {
    return description;
  }

  /** Whether it has a use for an option. */
  public boolean takes(String option) {
    return options.contains(option);
  }

  /** The format with a label, or null. */
  public static ExportFormat ofLabel(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElse(null);
  }

  /**
   * Exports a tape.
   *
   * @param out a file or a directory that does not exist yet
   * @param force whether an earlier file, or an earlier export's directory, is replaced
   * @throws ExportException where the format refuses this tape
   * @throws IOException where the tape cannot be read or the result not be written
   * @throws SQLException where the database fails
   */
  public void export(Path tape, ExportOptions options, Path out, boolean force)
      throws IOException, SQLException {
    try (Destination destination = Destination.of(out, force)) {
      create().write(tape, options, destination);
      destination.commit();
    }
  }

  private Export create() {
    return switch (this) {
      case JSONL -> new JsonLinesExport();
      case CSV -> TableExport.csv();
      case PARQUET -> TableExport.parquet();
      case DUCKDB -> new DatabaseExport();
      case STRACE -> new StraceExport();
      case PERFETTO -> new PerfettoExport();
      case SECCOMP -> new SeccompExport();
      case UNM -> new UnmExport();
      case ADFA_LD -> new AdfaLdExport();
      case LID_DS -> new LidDsExport();
    };
  }
}
