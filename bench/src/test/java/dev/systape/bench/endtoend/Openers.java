package dev.systape.bench.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which name each descriptor of a recording was opened by, replayed from an export by what the man
 * pages say: a judge of the analyzer's model that knows nothing of it. For programs whose threads
 * share nothing.
 */
final class Openers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_FDCWD = -100;
  private static final long O_CLOEXEC = 02000000;
  private static final int F_DUPFD = 0;
  private static final int F_SETFD = 2;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int EBADF = -9;
  private static final Set<String> OPENS = Set.of("open", "openat", "creat");
  private static final Set<String> MAKES =
      Set.of("socket", "accept", "accept4", "eventfd2", "epoll_create1", "memfd_create");

  /**
   * A name.
   *
   * @param given as the program gave it
   * @param from the directory that it is relative to, without symbolic links; null where absolute
   */
  record Name(String given, Path from) {
    /** Whether a path is this name made absolute. */
    boolean is(String path) throws IOException {
      if (path == null || from == null) {
        return given.equals(path);
      }
      String directory = path.substring(0, Math.max(0, path.length() - given.length() - 1));
      return path.equals(directory + "/" + given) && real(Path.of(directory + "/")).equals(from);
    }

    private Path leads() throws IOException {
      return real(from == null ? Path.of(given) : from.resolve(given));
    }
  }

  /** What a descriptor is; without a name where nobody gave one. */
  private record Open(Optional<Name> name, boolean closedAtExec) {}

  /** A process: its directory and its descriptors. */
  private static final class Process {
    private Path directory;
    private final Map<Integer, Open> open = new HashMap<>();
  }

  private final Map<Integer, Process> processes = new HashMap<>();
  private final Map<Long, Optional<Name>> uses = new LinkedHashMap<>();

  private Path start;

  private Openers() {}

  /** By the place of each call on the tape that names a file or uses a descriptor: the name. */
  static Map<Long, Optional<Name>> of(Path export) throws IOException {
    Openers openers = new Openers();
    for (String line : Files.readAllLines(export)) {
      openers.take(JSON.readTree(line));
    }
    return openers.uses;
  }

  private void take(JsonNode record) throws IOException {
    Process process = processes.get(record.path("tid").asInt());
    switch (record.get("type").asText()) {
      case "tape" -> start = real(Path.of(record.get("working_directory").asText()));
      case "process_new" -> processes.put(record.get("tid").asInt(), born(record));
      case "fd_snapshot" ->
          record
              .get("descriptors")
              .forEach(
                  each -> {
                    boolean atExec = (each.get("flags").asLong() & O_CLOEXEC) != 0;
                    Open unnamed = new Open(Optional.empty(), atExec);
                    process.open.putIfAbsent(each.get("fd").asInt(), unnamed);
                  });
      case "exec" -> {
        process.open.values().removeIf(Open::closedAtExec);
        String directory = record.get("working_directory").asText();
        process.directory = directory.isEmpty() ? process.directory : real(Path.of(directory));
      }
      case "call" -> call(process, record.get("seq").asLong(), record);
      default -> {}
    }
  }

  private Process born(JsonNode record) {
    Process parent = processes.get(record.get("parent_tid").asInt());
    Process child = new Process();
    child.directory = start;
    if (parent != null) {
      child.directory = parent.directory;
      child.open.putAll(parent.open);
    }
    return child;
  }

  private void call(Process process, long seq, JsonNode call) throws IOException {
    JsonNode arguments = call.get("args");
    String text = arguments.at("/pathname/in/value").asText();
    int result = call.path("ret").asInt(-1);
    Optional<Name> name = Optional.empty();
    if (!text.isEmpty()) {
      name = Optional.of(name(process, text, number(arguments, "dirfd", AT_FDCWD)));
      uses.put(seq, name);
    } else {
      int fd = number(arguments, "fd", number(arguments, "oldfd", number(arguments, "dirfd", -1)));
      if (fd >= 0) {
        Open used = process.open.get(fd);
        uses.put(seq, used == null ? Optional.empty() : used.name);
      }
    }
    String called = call.get("name").asText();
    if (called.equals("close") && result != EBADF) {
      process.open.remove(number(arguments, "fd", -1));
    } else if (result >= 0) {
      succeeded(process, called, arguments, result, name);
    }
  }

  private static Name name(Process process, String text, int directory) throws IOException {
    if (text.startsWith("/")) {
      return new Name(text, null);
    }
    return directory == AT_FDCWD
        ? new Name(text, process.directory)
        : new Name(text, process.open.get(directory).name.orElseThrow().leads());
  }

  private void succeeded(
      Process process, String called, JsonNode arguments, int result, Optional<Name> name)
      throws IOException {
    boolean atExec =
        ((number(arguments, "flags", 0) | number(arguments, "type", 0)) & O_CLOEXEC) != 0;
    if (OPENS.contains(called) || MAKES.contains(called)) {
      process.open.put(result, new Open(name, atExec));
    } else if (called.startsWith("dup")) {
      copy(process, number(arguments, "oldfd", -1), result, atExec);
    } else if (called.startsWith("pipe") || called.equals("socketpair")) {
      arguments
          .findValue("out")
          .get("value")
          .forEach(
              end ->
                  process.open.put(end.get("value").asInt(), new Open(Optional.empty(), atExec)));
    } else if (called.equals("fcntl")) {
      int fd = number(arguments, "fd", -1);
      int command = number(arguments, "cmd", -1);
      if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
        copy(process, fd, result, command == F_DUPFD_CLOEXEC);
      } else if (command == F_SETFD) {
        copy(process, fd, fd, (number(arguments, "arg", 0) & 1) != 0);
      }
    } else if (called.equals("close_range")) {
      throw new AssertionError("a program that closes ranges: not replayed here");
    } else if (called.equals("chdir")) {
      process.directory = name.orElseThrow().leads();
    } else if (called.equals("fchdir")) {
      process.directory = process.open.get(number(arguments, "fd", -1)).name.orElseThrow().leads();
    }
  }

  private static void copy(Process process, int from, int to, boolean atExec) {
    Open open = process.open.get(from);
    if (from != to || open.closedAtExec != atExec) {
      process.open.put(to, new Open(open.name, atExec));
    }
  }

  private static int number(JsonNode arguments, String argument, int otherwise) {
    JsonNode node = arguments.path(argument);
    return node.path("value").isMissingNode()
        ? node.path("raw").asInt(otherwise)
        : node.get("value").asInt();
  }

  /** Where a path leads, whose last parts may be gone by now. */
  private static Path real(Path path) throws IOException {
    if (Files.exists(path) || path.getParent() == null) {
      return path.toRealPath();
    }
    return real(path.getParent()).resolve(path.getFileName()).normalize();
  }
}
