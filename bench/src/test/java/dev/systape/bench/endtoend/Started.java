package dev.systape.bench.endtoend;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs beside the test, which talks to it line by line. Standard error is its own
 * stream. Closing ends it, where it has not ended.
 */
final class Started implements Closeable {
  private static final long LIMIT_S = 120;

  final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  Started(Path directory, String... command) throws IOException {
    process = new ProcessBuilder(command).directory(directory.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
    err = process.errorReader(StandardCharsets.UTF_8);
  }

  /** The next line of its output, null at the end. */
  String line() throws IOException {
    return out.readLine();
  }

  /** The next line of its standard error, null at the end. */
  String message() throws IOException {
    return err.readLine();
  }

  /** Writes a line to it. */
  void tell(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** Its exit status. */
  int status() throws InterruptedException {
    if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
      throw new AssertionError(process.info().commandLine() + " did not end in " + LIMIT_S + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
    err.close();
  }
}
