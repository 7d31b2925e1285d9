package dev.systape.analyzer.cli;

import dev.systape.analyzer.report.CsvWriter;
import dev.systape.analyzer.report.FactList;
import dev.systape.analyzer.report.JsonWriter;
import dev.systape.analyzer.report.RowWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that every command with a table for a result has. */
final class Form {
  private static final double ROUNDED = 1e6;

  @ArgGroup(exclusive = true)
  Choice choice = new Choice();

  /** One of them. */
  static final class Choice {
    @Option(names = "--json", description = "an array of objects, one a row")
    boolean json;

    @Option(names = "--csv", description = "comma separated values with a header line")
    boolean csv;
  }

  /** Whether the result is for people. */
  boolean isText() {
    return !choice.json && !choice.csv;
  }

  boolean isJson() {
    return choice.json;
  }

  /** The writer of the form that is asked for. */
  RowWriter writer(Console console) {
    if (choice.json) {
      return new JsonWriter(console.out());
    }
    return choice.csv ? new CsvWriter(console.out()) : console.table();
  }

  /** The writer of one row of facts: an object, a line of CSV, or a line a fact. */
  RowWriter facts(Console console) {
    if (choice.json) {
      return new JsonWriter(console.out())::writeFirst;
    }
    return choice.csv ? new CsvWriter(console.out()) : new FactList(console.out());
  }

  /** A number that is computed: with six decimals for people, as it is for programs. */
  Object number(double value) {
    return isText() && Double.isFinite(value) ? Math.rint(value * ROUNDED) / ROUNDED : value;
  }
}
