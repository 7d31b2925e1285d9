package dev.systape.analyzer.report;

/** The name of an SQL type for people. */
final class TypeName {
  private static final int LONG = 60;
  private static final String BEGIN = "ENUM('";
  private static final String BETWEEN = "', '";
  private static final String END = "')";

  private TypeName() {}

  /**
   * The name of an enumerated type with its first two values and the number of the others, where
   * all of them would be long; any other text as it is. DESCRIBE writes such names.
   */
  static String shortened(String text) {
    if (text.length() <= LONG || !text.startsWith(BEGIN) || !text.endsWith(END)) {
      return text;
    }
    String[] values =
        text.substring(BEGIN.length(), text.length() - END.length()).split(BETWEEN, -1);
    return values.length <= 2
        ? text
        : BEGIN + values[0] + BETWEEN + values[1] + "', ... " + (values.length - 2) + " more)";
  }
}
