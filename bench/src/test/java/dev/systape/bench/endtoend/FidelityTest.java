package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
