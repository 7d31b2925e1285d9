package dev.systape.recorder.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A user to run the program as.
 *
 * @param uid user id
 * @param gid id of the primary group
 * @param groups ids of all groups, the primary one included
 */
public record Identity(int uid, int gid, List<Integer> groups) {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final Pattern BOTH = Pattern.compile("\\d{1,10}:\\d{1,10}");

  /** Stands for no user and no group, as in chown(2); ids have 32 bits. */
  private static final long NO_ID = 0xffff_ffffL;

  /** Fields of a line of /etc/passwd: passwd(5). */
  private static final int NAME = 0;

  private static final int UID = 2;
  private static final int GID = 3;

  private static final Path GROUP = Path.of("/etc/group");

  /**
   * A user by name or by number, with the groups that /etc/group gives it; or {@code UID:GID}, with
   * that group alone, whether /etc/passwd has them or not.
   *
   * @throws IllegalArgumentException where /etc/passwd has no such user
   */
  public static Identity ofUser(String user) throws IOException {
    if (BOTH.matcher(user).matches()) {
      int gid = id(user.substring(user.indexOf(':') + 1));
      return new Identity(id(user.substring(0, user.indexOf(':'))), gid, List.of(gid));
    }
    List<String> lines = Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1);
    // A name may consist of digits, and comes first.
    for (int field : new int[] {NAME, UID}) {
      for (String line : lines) {
        String[] fields = line.split(":", -1);
        if (fields.length > GID && fields[field].equals(user)) {
          int gid = id(fields[GID]);
          return new Identity(id(fields[UID]), gid, groups(fields[NAME], gid));
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no user '%s' in %s; UID:GID names one that is not there".formatted(user, PASSWD));
  }

  private static int id(String digits) {
    long id = Long.parseLong(digits);
    if (id >= NO_ID) {
      throw new IllegalArgumentException(digits + " is no id: they end before " + NO_ID);
    }
    return (int) id;
  }

  private static List<Integer> groups(String name, int primary) throws IOException {
    List<Integer> groups = new ArrayList<>(List.of(primary));
    for (String line : Files.readAllLines(GROUP, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4 && List.of(fields[3].split(",")).contains(name)) {
        groups.add(id(fields[2]));
      }
    }
    return List.copyOf(groups);
  }
}
