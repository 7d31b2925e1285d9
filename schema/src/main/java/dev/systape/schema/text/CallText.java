package dev.systape.schema.text;

import java.util.List;

/**
 * How a call is written.
 *
 * @param name its name
 * @param arguments the writers of its arguments, in the order in which they are written
 * @param result the writer of a result that is no error
 * @param returns whether it ever does
 */
record CallText(String name, List<ArgumentText> arguments, ResultText result, boolean returns) {}
