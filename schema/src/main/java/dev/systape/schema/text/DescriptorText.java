package dev.systape.schema.text;

/** Writes descriptors with what they are: {@code 3</etc/passwd>}. */
final class DescriptorText {
  private static final int AT_FDCWD = -100;

  private DescriptorText() {}

  /** A descriptor argument. */
  static void argument(CallView call, long word, StringBuilder out) {
    out.append((int) word);
    Descriptors known = call.descriptors();
    target(known.target((int) word), known.detail((int) word), out);
  }

  /** A descriptor of a directory, or AT_FDCWD. */
  static void directory(CallView call, long word, StringBuilder out) {
    if ((int) word == AT_FDCWD) {
      byte[] directory = call.descriptors().workingDirectory();
      out.append("AT_FDCWD");
      if (directory != null && directory.length == 0) {
        out.append("</>");
      } else {
        target(directory, null, out);
      }
    } else {
      argument(call, word, out);
    }
  }

  /** A descriptor that was returned. */
  static void result(CallView call, StringBuilder out) {
    out.append(call.result());
    if (call.succeeded()) {
      target(call.descriptors().resultTarget(), call.descriptors().resultDetail(), out);
    }
  }

  private static void target(byte[] target, String detail, StringBuilder out) {
    if (target == null && detail == null) {
      return;
    }
    out.append('<');
    for (int i = 0; target != null && i < target.length; i++) {
      character(target[i] & 0xff, out);
    }
    out.append(detail == null ? "" : detail).append('>');
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
