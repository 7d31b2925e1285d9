package dev.systape.recorder.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.recorder.launcher.Installation.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers in bin/, started as a user does, with a java that notes how it was started. */
class LauncherTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"record,recorder", "analyze,analyzer"})
  void theJarOfTheModuleRunsWithTheUsersArguments(String command, String module) throws Exception {
    Installation systape = Installation.built(directory);
    Ended ended = systape.shell("exec " + systape.command(command) + " -o 'a b' '' -- '*' \\$x");
    assertThat(ended).isEqualTo(new Ended(0, ""));
    List<String> arguments = systape.arguments();
    int jar = arguments.indexOf("-jar") + 1;
    assertThat(Path.of(arguments.get(jar)).toRealPath())
        .isEqualTo(
            systape.root().resolve(module + "/target/systape-" + module + "-1.0.jar").toRealPath());
    assertThat(arguments.subList(jar + 1, arguments.size()))
        .containsExactly("-o", "a b", "", "--", "*", "$x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "analyze"})
  void theProcessThatTheUserStartedBecomesTheJvm(String command) throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell("echo $$ >pid; exec " + systape.command(command));
    assertThat(systape.pid()).isEqualTo(Long.parseLong(read("pid")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec ./first",
        "cd links && exec ./second",
        "cd systape/bin && exec ./record",
        "cd systape && exec bin/record",
        "cd systape/bin && exec sh record",
        "PATH=$PWD/links:$PATH && cd / && exec second",
        "CDPATH=/ && export CDPATH && exec systape/bin/record"
      })
  void anyDirectoryAndAnyChainOfLinksWillDo(String script) throws Exception {
    Installation systape = Installation.built(directory);
    Files.createDirectory(directory.resolve("links"));
    Files.createSymbolicLink(directory.resolve("links/second"), Path.of("../first"));
    Files.createSymbolicLink(directory.resolve("first"), systape.command("record"));
    assertThat(systape.shell(script)).isEqualTo(new Ended(0, ""));
  }

  @ParameterizedTest
  @CsvSource({"record,125", "analyze,1"})
  void oneLineSaysHowToBuild(String command, int status) throws Exception {
    Installation systape = Installation.unbuilt(directory);
    assertThat(systape.shell("exec " + systape.command(command)))
        .isEqualTo(
            new Ended(
                status,
                command
                    + ": systape is not built: run `mvn -q -DskipTests package` in "
                    + systape.root().toRealPath()
                    + "\n"));
  }

  @ParameterizedTest
  @CsvSource({"record,125", "analyze,1"})
  void oneLineSaysThatTheJdkIsTooOldOrMissing(String command, int status) throws Exception {
    Installation systape = Installation.built(directory);
    Path launcher = systape.command(command);

    systape.addJdk("1.8.0_402");
    assertThat(systape.shell("exec " + launcher))
        .isEqualTo(
            new Ended(
                status,
                command
                    + ": "
                    + systape.jdk()
                    + "/bin/java is Java 1.8.0_402: set JAVA_HOME to a JDK 17 or newer\n"));

    assertThat(systape.shell("JAVA_HOME=/missing exec " + launcher))
        .isEqualTo(
            new Ended(
                status,
                command
                    + ": JAVA_HOME is /missing, which has no bin/java: set it to a JDK 17 or newer,"
                    + " or unset it\n"));

    assertThat(systape.shell("unset JAVA_HOME; PATH=/missing exec " + launcher))
        .isEqualTo(
            new Ended(
                status,
                command
                    + ": no java on PATH: install a JDK 17 or newer, or set JAVA_HOME to one\n"));
  }

  @Test
  void withoutJavaHomeTheJavaOnThePathIsTakenThroughItsLinks() throws Exception {
    Installation systape = Installation.built(directory);
    Path bin = Files.createDirectory(directory.resolve("alternatives"));
    Files.createSymbolicLink(bin.resolve("java"), systape.jdk().resolve("bin/java"));
    String script = "unset JAVA_HOME; PATH=$PWD/alternatives:$PATH exec systape/bin/record";
    assertThat(systape.shell(script)).isEqualTo(new Ended(0, ""));
    systape.addJdk("11.0.2");
    assertThat(systape.shell(script).status()).isEqualTo(125);
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "analyze"})
  void optionsMeantForOtherJvmsDoNotReachOurs(String command) throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell(
        "export OTHER=kept JAVA_TOOL_OPTIONS=-Xint JDK_JAVA_OPTIONS=-Xint _JAVA_OPTIONS=-Xint;"
            + " exec "
            + systape.command(command));
    assertThat(systape.environment())
        .contains("OTHER=kept")
        .noneMatch(variable -> variable.endsWith("=-Xint"));
  }

  @Test
  void theProgramsEnvironmentIsHandedOverToTheByte() throws Exception {
    Installation systape = Installation.built(directory);
    List<String> given =
        List.of(
            "JAVA_TOOL_OPTIONS=-Xint",
            "BASH_FUNC_f%%=() { :; }",
            "9 is no name=1",
            "lines=one\ntwo",
            "IFS=",
            "JAVA_HOME=" + systape.jdk(),
            "PATH=" + System.getenv("PATH"),
            "LC_ALL=POSIX",
            "empty=");
    systape.shell(
        "exec env -i "
            + String.join(" ", given.stream().map(LauncherTest::quoted).toList())
            + " \"bytes=$(printf '\\377\\200')\" systape/bin/record");
    assertThat(systape.handedOver()).startsWith(given.toArray(String[]::new));
    assertThat(systape.handedOver().subList(given.size(), systape.handedOver().size()))
        .containsExactly("bytes=\u00ff\u0080");
  }

  @Test
  void anEmptyEnvironmentIsNotMistakenForNone() throws Exception {
    Installation systape = Installation.built(directory);
    Path bin = Files.createDirectory(directory.resolve("path"));
    // A shell without PATH looks where the system's own programs are, so this one is told where to.
    Files.createSymbolicLink(bin.resolve("java"), systape.jdk().resolve("bin/java"));
    String launcher = read("systape/bin/record");
    Files.writeString(
        systape.command("record"),
        launcher.replaceFirst("\n", "\nPATH=" + bin + ":" + System.getenv("PATH") + "\n"));
    systape.shell("exec env -i systape/bin/record");
    assertThat(systape.pieces()).containsExactly("SYSTAPE_ENVIRON_0=");
  }

  @Test
  void aLargeEnvironmentComesInPiecesThatAnEnvironmentCanHold() throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell(
        """
        unset PWD OLDPWD
        long=x
        while [ ${#long} -lt 65536 ]; do long=$long$long; done
        exec env -i JAVA_HOME="$JAVA_HOME" PATH="$PATH" a=$long b=$long c=$long \
            SYSTAPE_ENVIRON_0=stale SYSTAPE_ENVIRON_3=stale systape/bin/record""");
    assertThat(systape.handedOver())
        .hasSize(7)
        .endsWith("SYSTAPE_ENVIRON_0=stale", "SYSTAPE_ENVIRON_3=stale");
    assertThat(systape.pieces())
        .hasSize(3)
        .allSatisfy(piece -> assertThat(piece.length()).isLessThan(100_000));
  }

  @Test
  void theDescriptorsAreThoseOfTheUserAndNotOfTheScript() throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell("exec 5</etc/passwd 9>/dev/null; exec systape/bin/record");
    assertThat(descriptors(systape)).containsExactly(0, 1, 2, 5, 9);
  }

  @Test
  void aClosedStandardDescriptorIsListedAsClosedAndIsNoFileOfTheJvm() throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell("exec <&- 2>&-; exec systape/bin/record");
    assertThat(descriptors(systape)).containsExactly(1);
    assertThat(systape.standard()).containsExactly("/dev/null", "/dev/null", "/dev/null");
  }

  @Test
  void signalsAndTheCoreDumpFilterAreHandedOver() throws Exception {
    Installation systape = Installation.built(directory);
    systape.shell(
        """
        trap '' PIPE USR1
        grep SigBlk /proc/$$/status | cut -f 2 >blocked
        echo 0x2b >/proc/$$/coredump_filter
        exec systape/bin/record""");
    assertThat(Long.parseLong(systape.property("systape.launch.sigign"), 16) & signals(10, 13, 15))
        .isEqualTo(signals(10, 13));
    assertThat(systape.property("systape.launch.sigblk")).isEqualTo(read("blocked"));
    assertThat(Integer.parseInt(systape.property("systape.launch.coredump_filter"), 16))
        .isEqualTo(0x2b);
  }

  private static List<Integer> descriptors(Installation systape) throws IOException {
    return Arrays.stream(systape.property("systape.launch.fds").split(","))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  private static long signals(int... numbers) {
    return Arrays.stream(numbers)
        .mapToLong(number -> 1L << (number - 1))
        .reduce(0, (a, b) -> a | b);
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name)).strip();
  }
}
