package dev.systape.analyzer.tape;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the file system refuses, for a person. */
public final class Failures {
  private Failures() {}

  /** An exception in one line: the message of some is the name of the file and nothing else. */
  public static String text(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage().strip();
    if (!(e instanceof FileSystemException file) || file.getReason() != null) {
      return message;
    }
    return message + ": " + kind(file);
  }

  private static String kind(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof NoSuchFileException
        ? "no such file or directory"
        : e.getClass().getSimpleName().replace("Exception", "");
  }
}
