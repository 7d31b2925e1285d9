package dev.systape.analyzer.export;

import dev.systape.analyzer.tape.Health;
import java.nio.file.Path;

/** What the user is told of a tape that an export alone would not show. */
final class Notices {
  private Notices() {}

  /** Says that calls may be missing. */
  static void ofHealth(Path tape, Health health, ExportOptions options) {
    if (!health.whole()) {
      options
          .notices()
          .accept("the tape is not whole; `analyze info " + tape + "` says what is missing");
    }
  }
}
