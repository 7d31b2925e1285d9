package dev.systape.recorder.ptrace;

import dev.systape.recorder.linux.LibC;
import dev.systape.recorder.linux.Linux;
import dev.systape.schema.memory.Memory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The program src/test/c/subject.c, compiled once, and where its functions and variables are. */
public final class Subject {
  private static final Path ROOT = Path.of(System.getProperty("systape.root"));
  private static Path program;

  private Subject() {}

  /** The program; the test is skipped where there is no gcc, in CI that is an error. */
  public static synchronized String path() throws IOException, InterruptedException {
    if (program == null) {
      boolean there =
          Arrays.stream(System.getenv("PATH").split(":"))
              .anyMatch(directory -> Files.isExecutable(Path.of(directory, "gcc")));
      if (System.getenv("CI") == null) {
        Assumptions.assumeTrue(there, "gcc is not installed");
      } else if (!there) {
        throw new AssertionError("gcc is not installed, and in CI nothing may be skipped");
      }
      Path directory = Files.createTempDirectory("subject");
      directory.toFile().deleteOnExit();
      Path made = directory.resolve("subject");
      String source = ROOT.resolve("recorder/src/test/c/subject.c").toString();
      output("gcc", "-O1", "-pthread", "-o", made.toString(), source);
      made.toFile().deleteOnExit();
      program = made;
    }
    return program.toString();
  }

  /** Where a symbol is in a traced process that runs the program, which is loaded anywhere. */
  public static long address(Tracee tracee, String symbol)
      throws IOException, InterruptedException {
    long base =
        tracee.maps().stream()
            .filter(each -> each.path().equals(program.toString()) && each.offset() == 0)
            .findFirst()
            .orElseThrow()
            .start();
    return base + offset(symbol);
  }

  /** Where a symbol is in the program's file, from its first mapping on. */
  public static long offset(String symbol) throws IOException, InterruptedException {
    String line =
        output("nm", path())
            .lines()
            .filter(each -> each.endsWith(" " + symbol))
            .findFirst()
            .orElseThrow();
    return Long.parseUnsignedLong(line.split(" ")[0], 16);
  }

  /** The status word of a child of this process that is traced no longer, once it has ended. */
  public static int status(int pid) {
    long status = Memory.allocate(8);
    try {
      while (LibC.LIBC.wait4(pid, status, 0, 0) != pid) {
        if (LibC.errno() != Linux.EINTR) {
          throw new AssertionError("wait4(" + pid + ")");
        }
      }
      return Memory.getInt(status);
    } finally {
      Memory.free(status);
    }
  }

  /** What a command writes; it must succeed. */
  public static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(List.of(command) + ": " + text);
    }
    return text;
  }

  /** The program running in a mode, as no child of this JVM, whose own waitpid would take stops. */
  public static final class Running implements AutoCloseable {
    private final Process shell;
    private final BufferedReader out;
    public final int pid;

    public Running(String mode) throws IOException, InterruptedException {
      // The shell that becomes the program says its pid first: whatever that one writes comes
      // behind.
      String become = "sh -c 'echo $$; exec \"$0\" " + mode + "' \"$0\"";
      String script = "exec 3<&0; " + become + " <&3 & exec 3<&-; wait $!; echo $?";
      shell = new ProcessBuilder("sh", "-c", script, path()).start();
      out = shell.inputReader();
      pid = Integer.parseInt(out.readLine());
    }

    /** The next line that it, or at its end the shell with its status, writes. */
    public String line() throws IOException {
      return out.readLine();
    }

    /** Closes its standard input. */
    public void endInput() throws IOException {
      shell.getOutputStream().close();
    }

    @Override
    public void close() {
      if (shell.isAlive()) {
        LibC.LIBC.kill(pid, Linux.SIGKILL);
        shell.onExit().join();
      }
    }
  }
}
