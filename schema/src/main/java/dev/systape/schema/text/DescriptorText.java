package dev.systape.schema.text;

/** Writes descriptors with what they are: {@code 3</etc/passwd>}. */
final class DescriptorText {
  private static final int AT_FDCWD = -100;

  private DescriptorText() {}

  /** A descriptor argument. */
  static void argument(CallView call, long word, StringBuilder out) {
    out.append((int) word);
    target(call.descriptors().target((int) word), out);
  }

  /** A descriptor of a directory, or AT_FDCWD. */
  static void directory(CallView call, long word, StringBuilder out) {
    if ((int) word == AT_FDCWD) {
      byte[] directory = call.descriptors().workingDirectory();
      out.append("AT_FDCWD");
      if (directory != null && directory.length == 0) {
        out.append("</>");
      } else {
        target(directory, out);
      }
    } else {
      argument(call, word, out);
    }
  }

  /** A descriptor that was returned. */
  static void result(CallView call, StringBuilder out) {
    out.append(call.result());
    if (call.succeeded()) {
      target(call.descriptors().resultTarget(), out);
    }
  }

  private static void target(byte[] target, StringBuilder out) {
    if (target == null) {
      return;
    }
    out.append('<');
    for (byte each : target) {
      character(each & 0xff, out);
    }
    out.append('>');
  }

  /** Brackets are escaped, so that the end can be found. */
  private static void character(int c, StringBuilder out) {
    if (c < ' ' || c >= 0x7f || c == '<' || c == '>' || c == '\\') {
      out.append('\\').append(c >>> 6 & 7).append(c >>> 3 & 7).append(c & 7);
    } else {
      out.append((char) c);
    }
  }
}
