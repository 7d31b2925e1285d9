package dev.systape.recorder.ptrace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of /proc/PID/maps, proc(5).
 *
 * @param start first address
 * @param end address behind the last
 * @param permissions {@code rwxp} or {@code rwxs}, a {@code -} for each that is not there
 * @param offset bytes into the file
 * @param device {@code major:minor}, hexadecimal
 * @param inode of the file, 0 where there is none
 * @param path of the file, or {@code [heap]}, {@code [stack]}, {@code [vdso]} and the like, or
 *     empty; a newline in a file's name is {@code \012}
 */
public record MemoryMapping(
    long start, long end, String permissions, long offset, String device, long inode, String path) {
  private static final int FIELDS = 6;

  /** Parses the text of /proc/PID/maps. */
  public static List<MemoryMapping> parse(byte[] maps) {
    List<MemoryMapping> mappings = new ArrayList<>();
    new String(maps, StandardCharsets.UTF_8).lines().forEach(line -> mappings.add(ofLine(line)));
    return mappings;
  }

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException where it is none of /proc/PID/maps
   */
  static MemoryMapping ofLine(String line) {
    String[] fields = line.split(" +", FIELDS);
    int dash = fields[0].indexOf('-');
    if (fields.length < FIELDS - 1 || dash < 0) {
      throw new IllegalArgumentException("no line of /proc/PID/maps: " + line);
    }
    return new MemoryMapping(
        Long.parseUnsignedLong(fields[0].substring(0, dash), 16),
        Long.parseUnsignedLong(fields[0].substring(dash + 1), 16),
        fields[1],
        Long.parseUnsignedLong(fields[2], 16),
        fields[3],
        Long.parseUnsignedLong(fields[4]),
        fields.length < FIELDS ? "" : fields[5]);
  }

  /** Whether an address lies in it. */
  public boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  /** Whether the program may read it. */
  public boolean readable() {
    return permissions.charAt(0) == 'r';
  }

  /** Whether the program may write it. */
  public boolean writable() {
    return permissions.charAt(1) == 'w';
  }

  /** Whether the program may execute it. */
  public boolean executable() {
    return permissions.charAt(2) == 'x';
  }
}
