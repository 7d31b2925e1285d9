package dev.systape.analyzer.export;

import dev.systape.analyzer.sequence.ReadOptions.By;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is asked of an export. Each format looks at the options that it has a use for.
 *
 * @param by what a stream is, null where nothing was said
 * @param names whether calls are written by name rather than by number
 * @param split shares of training, validation and test; empty: no split
 * @param seed of the split
 * @param label what is said of the whole tape: {@code normal}, or the name of an attack
 * @param attackStartNs when the attack began, ns since 1970; null where nothing was said
 * @param table the table that is written
 * @param partition the column that a table is partitioned by, or null
 * @param partial whether a tape that does not hold all calls will do
 * @param databases finds the database of a tape
 * @param notices takes lines for the user
 */
public record ExportOptions(
    By by,
    boolean names,
    List<Integer> split,
    long seed,
    String label,
    Long attackStartNs,
    String table,
    String partition,
    boolean partial,
    Databases databases,
    Consumer<String> notices) {
  /** The label of a tape without an attack. */
  public static final String NORMAL = "normal";

  /** Copies the list. */
  public ExportOptions {
    split = List.copyOf(split);
  }

  /** Finds the database of a tape, loaded now where it has to be. */
  @FunctionalInterface
  public interface Databases {
    /** The file. */
    Path of(Path tape) throws IOException, SQLException;
  }

  /** Whether the tape has an attack in it. */
  boolean isAttack() {
    return !label.equals(NORMAL);
  }
}
