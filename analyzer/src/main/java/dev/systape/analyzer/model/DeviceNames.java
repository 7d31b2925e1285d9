package dev.systape.analyzer.model;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The numbers of devices that have the same ones everywhere, admin-guide/devices.txt. */
final class DeviceNames {
  private static final Map<String, String> NUMBERS = new HashMap<>();

  static {
    String[] memory = {
      "/dev/mem=1:1",
      "/dev/port=1:4",
      "/dev/null=1:3",
      "/dev/zero=1:5",
      "/dev/full=1:7",
      "/dev/random=1:8",
      "/dev/urandom=1:9",
      "/dev/kmsg=1:11",
      "/dev/tty=5:0",
      "/dev/console=5:1",
      "/dev/ptmx=5:2",
      "/dev/pts/ptmx=5:2",
      "/dev/fuse=10:229",
      "/dev/net/tun=10:200",
      "/dev/kvm=10:232",
      "/dev/loop-control=10:237"
    };
    for (String each : memory) {
      String[] parts = each.split("=");
      NUMBERS.put(parts[0], "<char " + parts[1] + ">");
    }
  }

  private DeviceNames() {}

  /** What stands behind the name of a device, null for what is none of these. */
  static String of(byte[] path) {
    if (path == null || path.length < 8 || path[1] != 'd' || path[4] != '/') {
      return null;
    }
    String name = new String(path, StandardCharsets.ISO_8859_1);
    String known = NUMBERS.get(name);
    if (known == null) {
      known = numbered(name, "/dev/pts/", "<char 136:");
    }
    if (known == null) {
      known = numbered(name, "/dev/loop", "<block 7:");
    }
    return known == null ? numbered(name, "/dev/tty", "<char 4:") : known;
  }

  private static String numbered(String name, String prefix, String numbers) {
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    boolean digits = !rest.isEmpty() && rest.length() < 6;
    for (int i = 0; i < rest.length(); i++) {
      digits &= Character.isDigit(rest.charAt(i));
    }
    return digits ? numbers + Integer.parseInt(rest) + ">" : null;
  }
}
