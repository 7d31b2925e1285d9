package dev.systape.recorder.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What to run, resolved as execvp(3) would.
 *
 * @param path the file to execute, as given or as found on PATH
 * @param arguments argv, the program's name first
 * @param environment the environment block's strings, in order
 * @param identity the user to run as, or null for the recorder's own
 */
public record Program(
    String path, List<byte[]> arguments, List<byte[]> environment, Identity identity) {
  /** The program is not there: exit status 127 of a shell. */
  public static final class NotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
      super(message);
    }
  }

  /** The program is there and cannot be executed: exit status 126 of a shell. */
  public static final class NotExecutableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotExecutableException(String message) {
      super(message);
    }
  }

  /**
   * Finds a program: a name with a slash is a path, another is looked up on PATH.
   *
   * @throws NotFoundException where there is no such file
   * @throws NotExecutableException where there is one that may not be executed
   */
  public static String find(String name, String searchPath)
      throws NotFoundException, NotExecutableException {
    if (name.indexOf('/') >= 0) {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw new NotFoundException("cannot run '" + name + "': no such file or directory");
      }
      requireExecutable(name, path);
      return name;
    }
    Path refused = null;
    for (String directory : searchPath.split(":", -1)) {
      Path candidate = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
      if (Files.isRegularFile(candidate)) {
        if (Files.isExecutable(candidate)) {
          return candidate.toString();
        }
        refused = candidate;
      }
    }
    if (refused != null) {
      requireExecutable(name, refused);
    }
    throw new NotFoundException(
        "cannot run '" + name + "': not found on PATH (give a path with a slash, or correct PATH)");
  }

  private static void requireExecutable(String name, Path path) throws NotExecutableException {
    if (Files.isDirectory(path)) {
      throw new NotExecutableException("cannot run '" + name + "': it is a directory");
    }
    if (!Files.isExecutable(path)) {
      throw new NotExecutableException(
          "cannot run '"
              + name
              + "': permission denied (`chmod +x "
              + path
              + "` makes it executable)");
    }
  }
}
