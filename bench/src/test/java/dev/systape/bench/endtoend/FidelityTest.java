package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.tape.TapeReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program cannot tell from its surroundings whether it was started by record or by strace. */
class FidelityTest {
  @TempDir Path directory;

  @Test
  void aPlainStart() throws Exception {
    same("%s");
  }

  @Test
  void ignoredSignalsStayIgnored() throws Exception {
    same("trap '' PIPE INT USR1 HUP QUIT; %s");
  }

  @Test
  void openDescriptorsAreInheritedAndNoOthers() throws Exception {
    same("exec 5</etc/passwd 9>/dev/null; %s");
  }

  @Test
  void closedDescriptorsStayClosed() throws Exception {
    same("exec <&-; %s");
  }

  @Test
  void theEnvironmentIsTheSameToTheByte() throws Exception {
    same(
        "env -i 'A=1' 'BASH_FUNC_x%%%%=() { :; }' JAVA_TOOL_OPTIONS=-Xint _JAVA_OPTIONS=-Dx=y JDK_JAVA_OPTIONS=-Dz PATH=\"$PATH\" 'B=two\nlines' 'LAST=' %s");
  }

  @Test
  void limitsAndUmaskAreTheSame() throws Exception {
    same("ulimit -n 777; ulimit -c 5; umask 027; %s");
  }

  @Test
  void blockedSignalsStayBlocked() throws Exception {
    Programs.require("python3");
    same(
        "python3 -c 'import os,signal,sys; signal.pthread_sigmask(signal.SIG_BLOCK,[signal.SIGUSR2,signal.SIGWINCH]);"
            + " os.execvp(sys.argv[1],sys.argv[1:])' %s");
  }

  @Test
  void argumentsAreTheSameToTheByte() throws Exception {
    Files.writeString(directory.resolve("words"), "one two");
    Path tape = directory.resolve("a.cq");
    String program =
        " /bin/echo \"$(printf 'a\\377\\376')\" \"$(printf '\\303\\251')\" '' -- @words \"'q'\" '*'";
    String record = Programs.ROOT.resolve("bin/record") + " -o " + tape + " --" + program;
    var plain = Programs.run(directory, "sh", "-c", program);
    var traced = Programs.run(directory, "sh", "-c", record);
    assertThat(plain.out()).startsWith("a\u00ff\u00fe \u00c3\u00a9  -- @words");
    assertThat(traced).isEqualTo(plain);
    try (TapeReader reader = TapeReader.open(tape)) {
      assertThat(reader.header().command().get(1)).containsExactly('a', 0xff, 0xfe);
      assertThat(reader.header().commandLine().get(4)).containsExactly('a', 0xff, 0xfe);
    }
  }

  private void same(String script) throws Exception {
    Programs.require("strace");
    String program = Programs.compile(directory, "surroundings").toString();
    Path tape = directory.resolve("f.cq");
    String record = Programs.ROOT.resolve("bin/record") + " --force -o " + tape + " -- " + program;
    String strace = "strace -f -o /dev/null " + program;
    var traced = Programs.run(directory, "bash", "-c", script.formatted(record));
    var straced = Programs.run(directory, "bash", "-c", script.formatted(strace));
    assertThat(traced.err()).isEqualTo(straced.err());
    assertThat(traced.out()).isEqualTo(straced.out());
    assertThat(traced.status()).isEqualTo(straced.status());
  }
}
