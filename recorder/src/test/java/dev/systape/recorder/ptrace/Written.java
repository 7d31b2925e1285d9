package dev.systape.recorder.ptrace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a traced program writes: it is run by a shell that opens a file as its output. */
public final class Written {
  private final Path file;

  private Written(Path file) {
    this.file = file;
  }

  /** Something that runs a command. */
  public interface Run {
    /** Runs {@code out.of(command)} to its end. */
    void run(Written out) throws Exception;
  }

  /** The command that runs another, with both its outputs in the file. */
  public String[] of(String... command) {
    List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" >\"$0\" 2>&1"));
    all.add(file.toString());
    all.addAll(List.of(command));
    return all.toArray(String[]::new);
  }

  /** What the command wrote. */
  public static String by(Run run) throws Exception {
    Path file = Files.createTempFile("written", "");
    try {
      run.run(new Written(file));
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }
}
