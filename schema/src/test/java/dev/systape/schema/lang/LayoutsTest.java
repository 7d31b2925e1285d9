package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.StructLayout;
import dev.systape.schema.model.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sizes and offsets of structs are those that the C compiler gives the kernel's own headers: a
 * program of static assertions is generated from the model, and only compiled.
 */
class LayoutsTest {
  private static final List<String> HEADERS =
      List.of(
          "asm/stat.h asm/statfs.h asm/signal.h asm/termbits.h asm/termios.h linux/time.h",
          "linux/time_types.h linux/times.h linux/resource.h linux/utsname.h linux/sysinfo.h",
          "linux/poll.h linux/eventpoll.h linux/stat.h linux/openat2.h linux/sched.h",
          "linux/fcntl.h linux/capability.h linux/mount.h linux/filter.h linux/seccomp.h",
          "linux/utime.h linux/uio.h");

  /** Structs of all ABIs by the C type that they describe. */
  private static final Map<String, String> TYPES = new TreeMap<>();

  static {
    for (String name :
        List.of(
            "clone_args epoll_event f_owner_ex flock itimerspec itimerval mount_attr open_how",
            "pollfd rlimit rlimit64 rusage seccomp_notif_sizes sock_filter sock_fprog statfs",
            "statx_timestamp sysinfo termios timespec timeval timezone tms utimbuf winsize")) {
      for (String each : name.split(" ")) {
        TYPES.put(each, "struct " + each);
      }
    }
    TYPES.put("cap_header", "struct __user_cap_header_struct");
    TYPES.put("cap_data", "struct __user_cap_data_struct");
    TYPES.put("remote_iovec", "struct iovec");
    TYPES.put("stack_t", "stack_t");
    TYPES.put("timespec64", "struct __kernel_timespec");
    TYPES.put("itimerspec64", "struct __kernel_itimerspec");
    TYPES.put("utsname", "struct new_utsname");
  }

  @TempDir Path directory;

  @Test
  void structsOfX8664AreThoseOfItsHeaders() throws IOException, InterruptedException {
    Map<String, String> types = new TreeMap<>(TYPES);
    types.put("stat", "struct stat");
    types.put("sigaction", "struct sigaction");
    assertThat(mismatches(Abi.X86_64, "-m64", types)).isEmpty();
  }

  @Test
  void structsOfI386AreThoseOfItsHeaders() throws IOException, InterruptedException {
    Map<String, String> types = new TreeMap<>(TYPES);
    types.put("flock64", "struct flock64");
    types.put("sigaction_old", "struct sigaction");
    types.put("stat_i386", "struct stat");
    types.put("stat64_i386", "struct stat64");
    types.put("statfs64", "struct statfs64");
    // The header pads it to 64 bytes, which hold nothing.
    types.remove("sysinfo");
    assertThat(mismatches(Abi.I386, "-m32", types)).isEmpty();
  }

  @Test
  void structsOfX32AreThoseOfItsHeaders() throws IOException, InterruptedException {
    Map<String, String> types = new TreeMap<>(TYPES);
    types.put("stat", "struct stat");
    // statfs(2) of x32 is that of x86_64, which the header denies.
    types.remove("statfs");
    assertThat(mismatches(Abi.X32, "-mx32", types)).isEmpty();
  }

  private List<String> mismatches(Abi abi, String option, Map<String, String> types)
      throws IOException, InterruptedException {
    Map<String, Type.Struct> structs = structs(abi);
    assertThat(structs).containsKeys(types.keySet().toArray(String[]::new));
    StringBuilder source = new StringBuilder();
    for (String header : String.join(" ", HEADERS).split(" ")) {
      source.append("#include <").append(header).append(">\n");
    }
    assumeTrue(compile(source.toString(), option).isEmpty(), "gcc with the headers of " + abi);
    types.forEach((name, type) -> assertions(source, structs.get(name), type, abi));
    return compile(source.toString(), option);
  }

  private static void assertions(StringBuilder source, Type.Struct struct, String type, Abi abi) {
    assertion(source, "sizeof(" + type + ")", StructLayout.size(struct, abi));
    for (int i = 0; i < struct.fields().size(); i++) {
      String field = struct.fields().get(i).name();
      // "_" is a union of descriptions alone: what its members are depends on another field.
      if (!field.matches("_|_*(pad|spare|reserved|unused|f_spare)\\d*")) {
        int offset = StructLayout.offset(struct, i, abi);
        assertion(source, "__builtin_offsetof(" + type + ", " + field + ")", offset);
      }
    }
  }

  private static void assertion(StringBuilder source, String expression, int value) {
    String text = expression + " == " + value;
    source.append("_Static_assert(").append(text).append(", \"").append(text).append("\");\n");
  }

  /** What the compiler finds wrong, or, where there is none, that it is missing. */
  private List<String> compile(String source, String option)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("layouts.c"), source);
    Path log = directory.resolve("log");
    Process gcc;
    try {
      gcc =
          new ProcessBuilder(
                  "gcc",
                  "-w",
                  option,
                  "-fsyntax-only",
                  "-I/usr/include/x86_64-linux-gnu",
                  "" + file)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      return List.of("gcc is missing");
    }
    int status = gcc.waitFor();
    List<String> lines =
        Files.readAllLines(log).stream().filter(line -> line.contains("error:")).toList();
    return status != 0 && lines.isEmpty() ? List.of("gcc failed") : lines;
  }

  private static Map<String, Type.Struct> structs(Abi abi) throws IOException {
    return Compiler.of(Path.of("src/main/descriptions")).descriptions().definitions(abi).structs();
  }
}
