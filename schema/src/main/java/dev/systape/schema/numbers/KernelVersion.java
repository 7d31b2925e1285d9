package dev.systape.schema.numbers;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a kernel as far as system calls go by it: they come with a minor version. */
record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
  private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+)(?!\\d).*");

  /**
   * The version of a release as uname(2) writes it, e.g. {@code 6.18} or {@code 6.1.0-44-amd64}.
   *
   * @throws IllegalArgumentException where it does not begin with two numbers
   */
  static KernelVersion parse(String release) {
    Matcher matcher = RELEASE.matcher(release);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + release + "' is not the release of a Linux kernel");
    }
    return new KernelVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The version of a {@code LINUX_VERSION_CODE}, as {@code KERNEL_VERSION} packs it. */
  static KernelVersion ofCode(int code) {
    return new KernelVersion(code >> 16, code >> 8 & 0xFF);
  }

  @Override
  public int compareTo(KernelVersion other) {
    int order = Integer.compare(major, other.major);
    return order != 0 ? order : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
