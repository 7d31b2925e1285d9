package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the sample tape, each in its forms. */
class CommandsOnATapeTest {
  @TempDir private Path directory;
  private String tape;

  @BeforeEach
  void writeTape() {
    tape = SampleTape.write(directory.resolve("t.cq")).toString();
  }

  private List<String> lines(String... words) {
    CommandLineRun run = CommandLineRun.of(directory, words);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return run.lines();
  }

  @Test
  void theSummarySaysWhatWasRecordedAndHowWell() {
    List<String> summary = lines(tape);

    assertThat(summary.subList(0, 4))
        .containsExactly(
            "./prog arg: exit status 0",
            "6 calls, 1 signal; 2 processes, 2 threads; 1.000 s",
            "recorded 2023-11-14 22:13:20 UTC on box (Linux 6.18.0, x86_64) by ptrace",
            "the tape is whole");
    assertThat(summary)
        .contains(
            "100  0.011001  exit 0  ./prog arg",
            "     1  openat   ENOENT  No such file or directory  /etc/missing")
        .hasSizeLessThan(40);
    assertThat(summary.subList(summary.size() - 4, summary.size()))
        .containsExactly(
            "what to try next",
            "  analyze query " + tape + " files/open_failures",
            "  analyze counts " + tape + " --by process",
            "  analyze query " + tape + " latency/slowest_calls");
  }

  @Test
  void theSummaryForProgramsIsOneObject() {
    List<String> summary = lines(tape, "--json");

    assertThat(summary).startsWith("{").endsWith("}");
    assertThat(String.join("\n", summary))
        .contains(
            "\n  \"command\" : [ \"./prog\", \"arg\" ],",
            "\n  \"calls\" : 6,",
            "\n  \"whole\" : true,",
            "\n  \"findings\" : [ ],",
            "\n  \"processes\" : [ {\n    \"depth\" : 0,\n    \"pid\" : 100,",
            "\n  \"calls_by_name\" : [ {\n    \"syscall\" : \"read\",",
            "\n  \"errors\" : [ {\n    \"syscall\" : \"openat\",\n    \"errno\" : \"ENOENT\",");
  }

  @Test
  void theSummaryOfATapeWithoutEndSaysSo() {
    String torn = SampleTape.writeWithoutEnd(directory.resolve("torn.cq")).toString();

    assertThat(lines(torn))
        .contains("the tape is NOT whole: something is missing")
        .anyMatch(line -> line.startsWith("  1 missing end: the recorder was killed"));
  }

  @Test
  void theCommandsThatTheSummaryProposesWork() {
    List<String> summary = lines(tape);
    for (String command : summary.subList(summary.size() - 3, summary.size())) {
      String[] words = command.strip().replaceFirst("^analyze ", "").split(" ");
      assertThat(lines(words)).hasSizeGreaterThan(2);
    }
  }

  @Test
  void countsAreThoseOfStraceWithPercentiles() {
    assertThat(lines("counts", tape))
        .containsExactly(
            "% time   seconds  usecs/call  calls  errors     p50     p95     p99     max  syscall",
            "------  --------  ----------  -----  ------  ------  ------  ------  ------  ----------",
            " 99.91  0.004000      4000.0      1          4000.0  4000.0  4000.0  4000.0  read",
            "  0.07  0.000003         1.5      2       1     1.0     2.0     2.0     2.0  openat",
            "  0.01  0.000001         0.5      1             0.5     0.5     0.5     0.5  close",
            "  0.00  0.000000                  2                                          exit_group",
            "------  --------  ----------  -----  ------  ------  ------  ------  ------  ----------",
            "100.00  0.004004       667.3      6       1                                  total");
  }

  @Test
  void countsForProgramsHaveNoTotal() {
    assertThat(lines("counts", tape, "--csv").subList(0, 3))
        .containsExactly(
            "time_percent,seconds,usecs_per_call,calls,errors,p50_us,p95_us,p99_us,max_us,syscall",
            "99.91,0.004,4000.0,1,0,4000.0,4000.0,4000.0,4000.0,read",
            "0.07,0.000003,1.5,2,1,1.0,2.0,2.0,2.0,openat");
    assertThat(lines("counts", tape, "--json")).hasSize(6).doesNotContain("total");
  }

  @Test
  void countsAreAlsoByProcessThreadAndPath() {
    assertThat(lines("counts", tape, "--by", "process", "--csv"))
        .anyMatch(line -> line.endsWith(",100,read,./prog arg"))
        .anyMatch(line -> line.endsWith(",101,close,./prog arg"));
    assertThat(lines("counts", tape, "--by", "thread", "--csv"))
        .anyMatch(line -> line.endsWith(",101,101,close"));
    assertThat(lines("counts", tape, "--by", "path", "--csv"))
        .anyMatch(line -> line.endsWith(",openat,/etc/missing"))
        .anyMatch(line -> line.endsWith(",close,/data/a"));
  }

  @Test
  void infoTellsTheHeaderAndTheHealthWithoutLoading() {
    assertThat(lines("info", tape))
        .contains(
            "command            ./prog arg",
            "backend            ptrace",
            "exit               exit 0",
            "seconds            1.0",
            "whole              true",
            "calls              6");
    assertThat(lines("info", tape, "--json"))
        .startsWith("{")
        .contains("  \"command\" : [ \"./prog\", \"arg\" ],", "  \"calls\" : 6,");
    assertThat(lines("info", tape, "--csv")).hasSize(2).first().asString().startsWith("tape,bytes");
    assertThat(directory.resolve("t.duckdb")).doesNotExist();
  }

  @Test
  void aQueryOfTheLibraryTakesItsParameters() {
    assertThat(lines("query", tape, "slowest_calls", "-P", "rows=1", "--csv"))
        .containsExactly(
            "seq,began_s,duration_ns,pid,tid,syscall,ret,errno,fd,path,text",
            "7,0.004,4000000,100,100,read,5,,3,/data/a,"
                + "\"read(3</data/a>, \"\"hi\\x00\\xFF\\x0A\"\", 512) = 5\"");
    assertThat(lines("query", tape, "latency/slowest_calls", "-P", "syscall=openat", "--csv"))
        .hasSize(3);
    assertThat(lines("query", tape, "processes/tree", "--json"))
        .element(2)
        .asString()
        .startsWith("{\"depth\":1,\"pid\":101,\"parent_pid\":100,")
        .contains("\"ended\":\"exit 7\"");
  }

  @Test
  void theLibraryIsListedWithParametersAndColumns() {
    assertThat(lines("queries"))
        .contains(
            "latency/slowest_calls  The calls that took longest, one row each.",
            "    -P rows=20 (BIGINT): how many");
    assertThat(lines("queries", "slowest_calls"))
        .contains("  order: duration_ns, longest first", "WITH slow AS (");
    assertThat(lines("queries", "--json"))
        .anyMatch(
            line -> line.startsWith("{\"name\":\"counts/by_call\",\"description\":\"Calls by"));
  }

  @Test
  void theReferenceHasTheCallsOfAnAbi() {
    assertThat(lines("syscalls", "read", "--csv"))
        .contains(
            "0,read,fd,,fd,value,",
            "0,read,buf,,\"bytes[out, min(@ret, count)]\",out,\"exit, at most -s bytes\"",
            "0,read,(result),,size,value,");
    assertThat(lines("syscalls", "fcntl", "--csv"))
        .contains("72,fcntl,arg,F_SETFL,open_flags,value,");
    assertThat(lines("syscalls", "--csv"))
        .anyMatch(line -> line.startsWith("257,openat,true,\"dirfd dirfd, pathname path, flags"));
    assertThat(lines("syscalls", "read", "--coverage", "--csv")).contains("0,read,typed,[]");
    assertThat(lines("syscalls", "openat", "--abi", "aarch64", "--json"))
        .element(1)
        .asString()
        .startsWith("{\"nr\":56,\"name\":\"openat\",");
    assertThat(lines("syscalls")).hasSizeGreaterThan(300);
  }
}
