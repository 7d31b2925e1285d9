package dev.systape.schema.numbers;

import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the kernel headers that are installed for programs: {@code asm/unistd_64.h}, {@code
 * asm/unistd_32.h} and {@code asm/unistd_x32.h}, which a kernel build makes from x86's syscall
 * tables, and {@code asm-generic/unistd.h}, which is arm64's.
 */
final class HeaderCalls {
  /** {@code #define __NR_read 0} and {@code #define __NR_read (__X32_SYSCALL_BIT + 0)}. */
  private static final Pattern DEFINE =
      Pattern.compile("#define __NR_(\\w+) \\(?(?:__X32_SYSCALL_BIT \\+ )?(\\d+)\\)?");

  private static final Pattern VERSION = Pattern.compile("#define LINUX_VERSION_CODE (\\d+)");

  private static final String INSTALL =
      "install x86's kernel headers (Debian: linux-libc-dev), or name a kernel tree";

  private HeaderCalls() {}

  /** The calls below an include directory such as {@code /usr/include}. */
  static KernelCalls read(Path include) throws IOException {
    Map<Abi, SortedMap<Integer, String>> calls = new EnumMap<>(Abi.class);
    calls.put(Abi.X86_64, defines(x86(include, "unistd_64.h")));
    calls.put(Abi.I386, defines(x86(include, "unistd_32.h")));
    calls.put(Abi.X32, defines(x86(include, "unistd_x32.h")));
    calls.put(Abi.AARCH64, GenericHeader.calls(include.resolve("asm-generic/unistd.h")));
    return new KernelCalls(version(include), calls);
  }

  /** The version of the kernel whose headers these are. */
  static KernelVersion version(Path include) throws IOException {
    Path file = include.resolve("linux/version.h");
    for (String line : KernelCalls.lines(file, INSTALL)) {
      Matcher version = VERSION.matcher(line);
      if (version.lookingAt()) {
        return KernelVersion.ofCode(Integer.parseInt(version.group(1)));
      }
    }
    throw new IOException("no LINUX_VERSION_CODE in " + file + ": is this the kernel's?");
  }

  /** An architecture's header: Debian keeps them by architecture, others have one. */
  static Path x86(Path include, String name) {
    Path multiarch = include.resolve("x86_64-linux-gnu/asm").resolve(name);
    return Files.exists(multiarch) ? multiarch : include.resolve("asm").resolve(name);
  }

  private static SortedMap<Integer, String> defines(Path header) throws IOException {
    SortedMap<Integer, String> calls = new TreeMap<>();
    for (String line : KernelCalls.lines(header, INSTALL)) {
      Matcher define = DEFINE.matcher(line);
      if (define.lookingAt()) {
        calls.put(Integer.valueOf(define.group(2)), define.group(1));
      }
    }
    return calls;
  }
}
