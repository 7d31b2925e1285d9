package dev.systape.recorder.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;

/**
 * The state that the launcher script was started with, before a shell and a JVM changed it. Without
 * the launcher (in a test, from a library) each part is what this process has now.
 *
 * @param environment the environment block's strings, in order, as bytes
 * @param descriptors the open descriptors
 * @param ignoredSignals signals that were ignored, bit n - 1 for signal n
 * @param blockedSignals signals that were blocked, likewise
 * @param coredumpFilter /proc/PID/coredump_filter, or -1 where it is not known
 */
public record LaunchState(
    List<byte[]> environment,
    List<Integer> descriptors,
    long ignoredSignals,
    long blockedSignals,
    int coredumpFilter) {
  private static final String PREFIX = "systape.launch.";
  private static final String ENVIRON = "SYSTAPE_ENVIRON_";
  private static final List<Integer> STANDARD = List.of(0, 1, 2);

  /** What the launcher said, in system properties and in the environment. */
  public static LaunchState current() {
    String filter = System.getProperty(PREFIX + "coredump_filter");
    return new LaunchState(
        environ(),
        openDescriptors(),
        mask("sigign"),
        mask("sigblk"),
        filter == null || filter.isEmpty() ? -1 : Integer.parseUnsignedInt(filter, 16));
  }

  /**
   * The descriptors from 3 up that are not to be inherited, as ranges for close_range(2): the gaps
   * between those that are.
   *
   * @return first and last of each range, in turn
   */
  public List<int[]> closeRanges() {
    List<int[]> ranges = new ArrayList<>();
    int next = 0;
    for (int fd : new TreeSet<>(descriptors)) {
      if (fd > next) {
        ranges.add(new int[] {next, fd - 1});
      }
      next = fd + 1;
    }
    ranges.add(new int[] {next, -1});
    return ranges;
  }

  private static long mask(String name) {
    String hex = System.getProperty(PREFIX + name, "");
    return hex.isEmpty() ? 0 : Long.parseUnsignedLong(hex, 16);
  }

  private static List<Integer> openDescriptors() {
    String list = System.getProperty(PREFIX + "fds");
    if (list == null) {
      return STANDARD;
    }
    List<Integer> descriptors = new ArrayList<>();
    for (String fd : list.split(",")) {
      if (!fd.isEmpty()) {
        descriptors.add(Integer.valueOf(fd));
      }
    }
    return descriptors;
  }

  private static List<byte[]> environ() {
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    for (int i = 0; System.getenv(ENVIRON + i) != null; i++) {
      pieces.writeBytes(Base64.getMimeDecoder().decode(System.getenv(ENVIRON + i)));
    }
    try {
      boolean launched = System.getenv(ENVIRON + 0) != null;
      byte[] block =
          launched ? pieces.toByteArray() : Files.readAllBytes(Path.of("/proc/self/environ"));
      return strings(block);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read /proc/self/environ", e);
    }
  }

  private static List<byte[]> strings(byte[] block) {
    List<byte[]> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < block.length; i++) {
      if (block[i] == 0) {
        strings.add(Arrays.copyOfRange(block, start, i));
        start = i + 1;
      }
    }
    return strings;
  }
}
