package dev.systape.recorder.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A user to run the program as.
 *
 * @param uid user id
 * @param gid id of the primary group
 * @param groups ids of all groups, the primary one included
 */
public record Identity(int uid, int gid, List<Integer> groups) {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final Path GROUP = Path.of("/etc/group");

  /**
   * A user by name, with the groups that /etc/group gives it.
   *
   * @throws IllegalArgumentException where /etc/passwd has no such user
   */
  public static Identity ofUser(String name) throws IOException {
    for (String line : Files.readAllLines(PASSWD, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4 && fields[0].equals(name)) {
        int gid = Integer.parseInt(fields[3]);
        return new Identity(Integer.parseInt(fields[2]), gid, groups(name, gid));
      }
    }
    throw new IllegalArgumentException("there is no user '" + name + "' in " + PASSWD);
  }

  private static List<Integer> groups(String name, int primary) throws IOException {
    List<Integer> groups = new ArrayList<>(List.of(primary));
    for (String line : Files.readAllLines(GROUP, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(":", -1);
      if (fields.length >= 4 && List.of(fields[3].split(",")).contains(name)) {
        groups.add(Integer.valueOf(fields[2]));
      }
    }
    return List.copyOf(groups);
  }
}
