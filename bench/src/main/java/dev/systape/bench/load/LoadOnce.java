package dev.systape.bench.load;

import dev.systape.analyzer.load.LoadProgress;
import dev.systape.analyzer.load.TapeLoader;
import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.tape.TapeFiles;
import dev.systape.schema.model.Descriptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * One load in a process of its own, so that its start and its memory count; prints its peak
 * resident set in KiB.
 */
public final class LoadOnce {
  private LoadOnce() {}

  /** The arguments are the tape and the database. */
  public static void main(String[] arguments) throws IOException, SQLException {
    new TapeLoader(new DescribedRoles(Descriptions.load()), LoadProgress.NONE)
        .load(TapeFiles.find(Path.of(arguments[0])), Path.of(arguments[1]));
    try (var status = Files.lines(Path.of("/proc/self/status"))) {
      status
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(line -> System.out.println(line.replaceAll("\\D", "")));
    }
  }
}
