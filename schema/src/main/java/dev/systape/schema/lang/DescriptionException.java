package dev.systape.schema.lang;

/** An item of a description cannot be read on. */
final class DescriptionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  DescriptionException(Token at, String message) {
    super(message);
    problem = new Problem(at, message);
  }

  Problem problem() {
    return problem;
  }
}
