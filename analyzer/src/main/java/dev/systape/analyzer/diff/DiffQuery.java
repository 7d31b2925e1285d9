package dev.systape.analyzer.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/**
 * Compares the databases {@code trace} and {@code other}. Rows: change (new, gone, slower, faster,
 * more, fewer), kind (process, call, error, path), syscall, counts and median times (ns) in both,
 * item (a path or the name of an error), process.
 *
 * @param slower how many times one median must be the other to be told
 * @param calls how many calls both must have for that
 */
public record DiffQuery(double slower, long calls) {
  /** The name under which the second database is attached. */
  public static final String OTHER = "other";

  /** The statement that prepares the comparison. */
  public String prepare() throws IOException {
    try (InputStream in = DiffQuery.class.getResourceAsStream("diff.sql")) {
      return "PREPARE tape_diff AS " + new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The statement that runs what {@link #prepare} prepared. */
  public String execute() {
    return "EXECUTE tape_diff(slower := CAST(%s AS DOUBLE), calls := CAST(%d AS BIGINT))"
        .formatted(slower, calls);
  }
}
