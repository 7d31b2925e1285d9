package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tapes that older recorders made: every version of the format opens for ever. They are never made
 * again, or they would prove nothing.
 *
 * <p>That of version 1 is {@code sh -c 'echo hi; cat /proc/sys/kernel/ostype; cat /missing/sample
 * 2>/dev/null; exit 3'}, recorded on x86_64 under ptrace; {@code strace -c} counts the same calls,
 * but for exit_group, which it never counts.
 */
class KeptTapesTest {
  private static final List<String> FILES = List.of("metadata.cq4t", "20261121F.cq4");

  @TempDir private Path directory;
  private Path tape;

  @BeforeEach
  void unpack() throws Exception {
    tape = Files.createDirectory(directory.resolve("v1.cq"));
    for (String file : FILES) {
      try (InputStream in =
          new GZIPInputStream(getClass().getResourceAsStream("/tapes/v1/" + file + ".gz"))) {
        Files.copy(in, tape.resolve(file));
      }
    }
  }

  @Test
  void aTapeOfVersionOneIsReadWhole() throws Exception {
    try (TapeReader reader = TapeReader.open(tape)) {
      assertThat(reader.header().formatVersion()).isEqualTo(1);
      assertThat(reader.header().host()).isEqualTo("sample");
    }
    try (LoadedTape loaded = loaded()) {
      assertThat(
              loaded.value(
                  "SELECT whole, calls, records, unknown_records, exit_code, command[1] FROM tape"))
          .isEqualTo("true|158|178|0|3|sh");
    }
  }

  @Test
  void itsCallsAreThoseThatWereMade() throws Exception {
    try (LoadedTape loaded = loaded()) {
      assertThat(
              loaded.value(
                  "SELECT string_agg(name || ' ' || calls, ', ' ORDER BY name) FROM call_count"))
          .isEqualTo(
              "access 3, arch_prctl 3, brk 9, close 14, dup2 2, execve 3, exit_group 3, fadvise64 1,"
                  + " fcntl 2, getcwd 1, getegid 1, geteuid 2, getgid 1, getpid 1, getppid 1,"
                  + " getrandom 3, getuid 1, mmap 25, mprotect 9, munmap 4, newfstatat 10, openat 9,"
                  + " pread64 6, prlimit64 3, read 5, rseq 3, rt_sigaction 7, rt_sigprocmask 6,"
                  + " rt_sigreturn 2, set_robust_list 3, set_tid_address 3, vfork 2, wait4 4, write 6");
    }
  }

  @Test
  void itsPathsBuffersAndProcessesAreThere() throws Exception {
    try (LoadedTape loaded = loaded()) {
      assertThat(loaded.rows("SELECT name, errno FROM syscall WHERE path = '/missing/sample'"))
          .containsExactly("openat|2");
      assertThat(
              loaded.rows(
                  "SELECT s.ret, c.data::VARCHAR FROM syscall s JOIN capture c USING (seq)"
                      + " WHERE s.name = 'read' AND s.path = '/proc/sys/kernel/ostype' AND s.ret = 6"))
          .containsExactly("6|Linux\\x0A");
      assertThat(loaded.rows("SELECT path, argv, exit_code FROM process ORDER BY begin_ns"))
          .containsExactly(
              "/usr/bin/dash|[sh, -c, echo hi; cat /proc/sys/kernel/ostype; cat /missing/sample"
                  + " 2>/dev/null; exit 3]|3",
              "/usr/bin/cat|[cat, /proc/sys/kernel/ostype]|0",
              "/usr/bin/cat|[cat, /missing/sample]|1");
      assertThat(loaded.rows("SELECT name, signo FROM signal")).contains("SIGCHLD|17");
    }
  }

  private LoadedTape loaded() throws Exception {
    return LoadedTape.of(tape, new DescribedRoles(Descriptions.load()));
  }
}
