package dev.systape.schema.lang;

/** A description is wrong: where, and what was expected there. */
public final class DescriptionException extends Exception {
  private static final long serialVersionUID = 1L;

  DescriptionException(Token at, String message) {
    super(at.place() + ": " + at.quoted() + ": " + message);
  }
}
