package dev.systape.recorder.linux;

import dev.systape.schema.tape.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * What /proc says of a process, proc(5). A process that ends meanwhile has nothing to say: the
 * answers are empty.
 */
public final class ProcFs {
  private static final byte[] NOTHING = {};

  /** Index of the field "flags" of /proc/PID/stat behind the name. */
  private static final int STAT_FLAGS = 6;

  /** Of linux/sched.h: the thread is on its way out. */
  private static final int PF_EXITING = 4;

  private ProcFs() {}

  /** The path of the executable, empty where it cannot be read. */
  public static byte[] exe(int tid) {
    return link(tid, "exe");
  }

  /** The working directory, empty where it cannot be read. */
  public static byte[] cwd(int tid) {
    return link(tid, "cwd");
  }

  /** The inode of the pid namespace, 0 where it cannot be read. */
  public static long pidNamespace(int tid) {
    String link = text(link(tid, "ns/pid"));
    int open = link.indexOf('[');
    return open < 0 ? 0 : Long.parseLong(link.substring(open + 1, link.length() - 1));
  }

  /** The name of a thread. */
  public static byte[] comm(int tid) {
    byte[] comm = read(tid, "comm");
    return comm.length == 0 ? comm : Arrays.copyOf(comm, comm.length - 1);
  }

  /** The tid in the innermost pid namespace of the thread, 0 where it cannot be read. */
  public static int namespaceTid(int tid) {
    for (String line : text(read(tid, "status")).split("\n")) {
      if (line.startsWith("NSpid:")) {
        return Integer.parseInt(line.substring(line.lastIndexOf('\t') + 1));
      }
    }
    return 0;
  }

  /** The value of a line of /proc/TID/status, e.g. {@code "TracerPid"}; empty where unknown. */
  public static String status(int tid, String key) {
    for (String line : text(read(tid, "status")).split("\n")) {
      if (line.startsWith(key + ":")) {
        return line.substring(key.length() + 1).strip();
      }
    }
    return "";
  }

  /** The thread, not the process, that traces a thread, 0 where none does. */
  public static int tracer(int tid) {
    String tracer = status(tid, "TracerPid");
    return tracer.isEmpty() ? 0 : Integer.parseInt(tracer);
  }

  /** The state letter of a thread ({@code R}, {@code S}, {@code D}, {@code Z}...), 0 where gone. */
  public static char state(int tid) {
    String state = status(tid, "State");
    return state.isEmpty() ? 0 : state.charAt(0);
  }

  /** The threads of a process, in ascending order; empty where it is gone. */
  public static List<Integer> tasks(int pid) {
    List<Integer> tasks = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : all) {
        tasks.add(Integer.valueOf(task.getFileName().toString()));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    Collections.sort(tasks);
    return tasks;
  }

  /** The arguments of the program. */
  public static List<byte[]> arguments(int tid) {
    byte[] block = read(tid, "cmdline");
    List<byte[]> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < block.length; i++) {
      if (block[i] == 0) {
        arguments.add(Arrays.copyOfRange(block, start, i));
        start = i + 1;
      }
    }
    return arguments;
  }

  /** The threads of a process that have not been waited for. */
  public static List<Integer> threads(int pid) {
    List<Integer> threads = new ArrayList<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      tasks.forEach(task -> threads.add(Integer.parseInt(task.getFileName().toString())));
    } catch (IOException | DirectoryIteratorException e) {
      // It has ended: those that were listed have, too.
      return threads;
    }
    return threads;
  }

  /** The process that a thread belongs to, 0 where there is no such thread. */
  public static int pid(int tid) {
    for (String line : text(read(tid, "status")).split("\n")) {
      if (line.startsWith("Tgid:")) {
        return Integer.parseInt(line.substring("Tgid:".length()).strip());
      }
    }
    return 0;
  }

  /** Whether a thread is there and has not begun to end. */
  public static boolean runs(int tid) {
    String stat = text(read(tid, "stat"));
    // The name before it, in parentheses, may hold any characters.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length > STAT_FLAGS && (Long.parseLong(fields[STAT_FLAGS]) & PF_EXITING) == 0;
  }

  /** Whether this process may see what another has open. */
  public static boolean descriptorsAreVisible(int pid) {
    try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      fds.iterator().hasNext();
      return true;
    } catch (IOException | DirectoryIteratorException e) {
      return false;
    }
  }

  /** The text of the memory map. */
  public static byte[] maps(int tid) {
    return read(tid, "maps");
  }

  /** The open descriptors, by number. */
  public static List<Descriptor> descriptors(int tid) {
    List<Descriptor> descriptors = new ArrayList<>();
    try (DirectoryStream<Path> fds = Files.newDirectoryStream(Path.of("/proc/" + tid + "/fd"))) {
      for (Path fd : fds) {
        descriptors.add(descriptor(tid, Integer.parseInt(fd.getFileName().toString())));
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    descriptors.sort(Comparator.comparingInt(Descriptor::fd));
    return descriptors;
  }

  private static Descriptor descriptor(int tid, int fd) {
    long position = 0;
    int flags = 0;
    for (String line : text(read(tid, "fdinfo/" + fd)).split("\n")) {
      if (line.startsWith("pos:")) {
        position = Long.parseLong(line.substring(4).strip());
      } else if (line.startsWith("flags:")) {
        flags = Integer.parseUnsignedInt(line.substring(6).strip(), 8);
      }
    }
    return new Descriptor(fd, flags, position, link(tid, "fd/" + fd));
  }

  private static byte[] link(int tid, String name) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + tid + "/" + name))
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException | UncheckedIOException e) {
      return NOTHING;
    }
  }

  private static byte[] read(int tid, String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(Path.of("/proc/" + tid + "/" + name))) {
      in.transferTo(out);
    } catch (IOException e) {
      return NOTHING;
    }
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
