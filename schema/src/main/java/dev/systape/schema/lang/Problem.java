package dev.systape.schema.lang;

import java.util.Comparator;

/**
 * Something wrong in a description; problems are ordered by where they stand.
 *
 * @param at where it is
 * @param message what it is, and what was expected
 */
record Problem(Token at, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> problem.at.file())
          .thenComparingInt(problem -> problem.at.line())
          .thenComparingInt(problem -> problem.at.column())
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return at.place() + ": " + at.quoted() + ": " + message;
  }
}
