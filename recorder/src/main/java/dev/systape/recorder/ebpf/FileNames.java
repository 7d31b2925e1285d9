package dev.systape.recorder.ebpf;

import dev.systape.schema.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code /proc/PID/fd} calls a file, from the {@link Notice} of a descriptor. */
final class FileNames {
  // linux/magic.h
  private static final long SOCKFS = 0x534f434b;
  private static final long PIPEFS = 0x50495045;
  private static final long ANON_INODE_FS = 0x09041934;
  static final int NSFS = 0x6e736673;
  private static final long PID_FS = 0x50494446;
  private static final long TMPFS = 0x01021994;
  private static final long HUGETLBFS = 0x958458f6L;
  private static final long SECRETMEM = 0x5345434d;

  private static final String DELETED = " (deleted)";
  private static final int MINOR_BITS = 20;
  private static final int MINOR_MASK = (1 << MINOR_BITS) - 1;

  private FileNames() {}

  /** Its name; null where that is not known of files of its kind, or is longer than PATH_MAX. */
  static byte[] path(long notice) {
    List<byte[]> names = names(notice);
    if (Memory.getInt(notice + Notice.NAMED_BY_FILE) != 0) {
      return names.isEmpty() ? null : madeUp(notice, names.get(0));
    }
    boolean deleted = Memory.getInt(notice + Notice.DELETED) != 0;
    int length = names.stream().mapToInt(name -> name.length + 1).sum();
    int total = Math.max(1, length) + (deleted ? DELETED.length() : 0);
    if (total >= Notice.NAMES_SIZE) {
      return null;
    }
    byte[] path = new byte[total];
    path[0] = '/';
    int at = 0;
    for (int i = names.size() - 1; i >= 0; i--) {
      path[at++] = '/';
      System.arraycopy(names.get(i), 0, path, at, names.get(i).length);
      at += names.get(i).length;
    }
    if (deleted) {
      byte[] suffix = ascii(DELETED);
      System.arraycopy(suffix, 0, path, total - suffix.length, suffix.length);
    }
    return path;
  }

  private static List<byte[]> names(long notice) {
    byte[] all = Memory.bytes(notice + Notice.NAMES, Memory.getInt(notice + Notice.NAMES_LENGTH));
    List<byte[]> names = new ArrayList<>();
    for (int at = 0, end; at < all.length; at = end + 1) {
      end = at;
      while (end < all.length && all[end] != 0) {
        end++;
      }
      names.add(java.util.Arrays.copyOfRange(all, at, end));
    }
    return names;
  }

  /** Of a file that is in no directory. */
  private static byte[] madeUp(long notice, byte[] name) {
    String number = ":[" + Long.toUnsignedString(Memory.getLong(notice + Notice.INODE)) + "]";
    long magic = Memory.getLong(notice + Notice.MAGIC);
    if (magic == SOCKFS) {
      return ascii("socket" + number);
    } else if (magic == PIPEFS) {
      return ascii("pipe" + number);
    } else if (magic == ANON_INODE_FS) {
      return join("anon_inode:", name, "");
    } else if (magic == NSFS) {
      return join("", name, number);
    } else if (magic == PID_FS) {
      return ascii("anon_inode:[pidfd]");
    } else if (magic == TMPFS || magic == HUGETLBFS || magic == SECRETMEM) {
      return join("/", name, DELETED);
    }
    return null;
  }

  /** As stat(2) has it, of what the kernel has inside: makedev(3). */
  static long device(int device) {
    long major = device >>> MINOR_BITS;
    long minor = device & MINOR_MASK;
    return minor & 0xff | major << 8 | (minor & ~0xffL) << 12;
  }

  private static byte[] join(String before, byte[] name, String after) {
    byte[] joined = new byte[before.length() + name.length + after.length()];
    System.arraycopy(ascii(before), 0, joined, 0, before.length());
    System.arraycopy(name, 0, joined, before.length(), name.length);
    System.arraycopy(ascii(after), 0, joined, before.length() + name.length, after.length());
    return joined;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
