package dev.systape.bench.query;

import dev.systape.bench.load.Child;
import dev.systape.bench.load.GeneratedSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times the queries of the library with their defaults, and some views of calls, on a tape whose
 * database is loaded before: three runs each, one after the other in one process with the flags of
 * the launchers, rows written as CSV and thrown away. Prints medians, slowest first; {@code !}
 * marks what takes longer than 2 seconds.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * 'bench/target/classes:recorder/target/classes:analyzer/target/classes:recorder/target/lib/*:analyzer/target/lib/*'
 * dev.systape.bench.query.QueryBench TAPE [NAME...]}. A tape that does not exist is generated, of
 * 5,000,000 calls; names, such as {@code files/read} or {@code calls.openat}, choose what is timed.
 */
public final class QueryBench {
  private static final long CALLS = 5_000_000;

  private QueryBench() {}

  /** The arguments are the tape and what is to be timed: everything where nothing is named. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("QueryBench TAPE [NAME...]");
    }
    Path tape = Path.of(arguments[0]);
    if (!Files.exists(tape)) {
      Child.run(GeneratedSystem.class, tape.toString(), Long.toString(CALLS));
    }
    List<String> forChild = new ArrayList<>(Arrays.asList(arguments));
    System.out.println(Child.run(QueryTimes.class, forChild.toArray(String[]::new)));
  }
}
