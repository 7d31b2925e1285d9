package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.bench.endtoend.Programs.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of the library on the tape of one script, whose calls a person can tell: what it asks
 * for is written down beside it.
 */
class QueriesTest {
  private static final String SCRIPT =
      """
      import ctypes, mmap, os, signal, socket
      here = os.getcwd()
      file = os.open(here + '/data.new', os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
      for i in range(12): os.write(file, b'x')
      os.close(file)
      os.rename(here + '/data.new', here + '/data')
      for i in range(3):
          try: os.open(here + '/no/such', os.O_RDONLY)
          except OSError: pass
      leak = os.open(here + '/data', os.O_RDONLY)
      os.unlink(here + '/data')
      try: os.rmdir(here + '/missing')
      except OSError: pass
      socket.socket(socket.AF_UNIX).connect_ex(here + '/nobody')
      server = socket.socket(socket.AF_UNIX)
      server.bind(here + '/listener')
      server.listen(7)
      client = socket.socket(socket.AF_UNIX)
      client.connect(here + '/listener')
      server.accept()
      mmap.mmap(-1, 12288, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
      ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
      signal.signal(signal.SIGUSR1, lambda *_: None)
      os.kill(os.getpid(), signal.SIGUSR1)
      os.waitpid(os.posix_spawn(os.path.realpath('/bin/sh'), ['sh', '-c', 'exit 3'], os.environ), 0)
      os._exit(4)
      """;

  @TempDir static Path directory;
  private static String here;
  private static String shell;
  private static Path tape;

  @BeforeAll
  static void record() throws Exception {
    Programs.require("python3");
    here = directory.toRealPath().toString();
    shell = Path.of("/bin/sh").toRealPath().toString();
    tape = directory.resolve("t.cq");
    Path script = Files.writeString(directory.resolve("script.py"), SCRIPT);
    // -c: python3 may be a wrapper on the machine of the test; what runs is the interpreter alone.
    String python =
        Programs.run(directory, "python3", "-c", "import sys; print(sys.executable)").out().strip();
    Ended ended = Programs.record(directory, tape, List.of(), python, "-S", script.toString());
    assertThat(ended.status()).as(ended.err()).isEqualTo(4);
  }

  @Test
  void everyQueryRunsWithItsDefaults() throws Exception {
    List<String> names = new ArrayList<>();
    Pattern.compile("^([a-z]+/[a-z_]+) ", Pattern.MULTILINE)
        .matcher(Programs.run(directory, analyze(), "queries").out())
        .results()
        .forEach(match -> names.add(match.group(1)));
    assertThat(names).hasSizeGreaterThanOrEqualTo(42);
    for (String name : names) {
      Ended ended = Programs.run(directory, analyze(), "query", tape.toString(), name, "--csv");
      assertThat(ended.status()).as(name + ": " + ended.err()).isZero();
    }
  }

  @Test
  void filesAreToldAsTheScriptUsesThem() throws Exception {
    assertThat(query("files/written")).anyMatch(row -> row.startsWith(here + "/data.new,1,1,"));
    assertThat(query("files/deleted"))
        .anyMatch(row -> row.startsWith(here + "/data,file,1,0,,1,"))
        .anyMatch(row -> row.startsWith(here + "/missing,directory,0,1,ENOENT,1,"));
    assertThat(query("files/open_failures"))
        .anyMatch(row -> row.startsWith(here + "/no/such,ENOENT,3,0,1,"));
    assertThat(query("files/never_closed"))
        .filteredOn(row -> row.contains("," + here + "/"))
        .singleElement()
        .asString()
        .contains("," + here + "/data,");
    assertThat(query("files/executed")).anyMatch(row -> row.startsWith(shell + ",1,0,,1,"));
    assertThat(query("security/outside_roots", "-P", "roots=/usr"))
        .noneMatch(row -> row.startsWith(here));
  }

  @Test
  void processesAreToldAsTheScriptStartsThem() throws Exception {
    assertThat(query("processes/life_spans"))
        .anyMatch(row -> row.contains(",sh -c exit 3,") && row.endsWith(",exit 3"))
        .anyMatch(row -> row.contains("script.py,") && row.endsWith(",exit 4"));
    assertThat(query("processes/exec_chains")).anyMatch(row -> row.contains(",1,0," + shell + ","));
    assertThat(query("processes/signals"))
        .anyMatch(row -> row.contains("SIGUSR1,delivered,kill,") && row.endsWith("script.py"))
        .anyMatch(row -> row.contains("SIGCHLD,delivered,child,") && row.endsWith("sh -c exit 3"));
  }

  @Test
  void socketsMemoryAndPrivilegesAreToldAsTheScriptUsesThem() throws Exception {
    assertThat(query("network/failed_connects"))
        .anyMatch(row -> row.startsWith(here + "/nobody,ENOENT,1,1,"));
    assertThat(query("network/listeners"))
        .singleElement()
        .asString()
        .contains("," + here + "/listener,7,")
        .endsWith(",1,");
    String listener = Pattern.quote("\"\"\"" + here + "/listener\"\"\"");
    assertThat(query("network/endpoints"))
        .anyMatch(row -> row.matches("\\d+,\\d+,connect,[\\d.]+,," + listener + ",\\d+,,0,0"))
        .anyMatch(row -> row.matches("\\d+,\\d+,accept,[\\d.]+," + listener + ",,,,0,0"));
    assertThat(query("security/writable_executable"))
        .singleElement()
        .asString()
        .contains(",mmap,0x", ",12288,");
    assertThat(query("security/privilege_changes"))
        .singleElement()
        .asString()
        .contains(",prctl,PR_SET_NO_NEW_PRIVS 1,");
    assertThat(query("health/losses")).isEmpty();
  }

  @Test
  void aTapeDoesNotDifferFromItselfAndDiffersFromAnother() throws Exception {
    String itself = tape.toString();
    Ended same = Programs.run(directory, analyze(), "diff", itself, itself, "--csv");
    assertThat(same.out().lines()).as(same.err()).hasSize(1);

    Path other = directory.resolve("other.cq");
    Programs.record(directory, other, List.of(), "cat", "/etc/passwd", "/etc/missing");
    Ended ended = Programs.run(directory, analyze(), "diff", itself, other.toString(), "--csv");
    assertThat(ended.status()).isZero();
    assertThat(ended.out().lines())
        .contains("gone,process,,1,0,,,,dash", "new,path,,0,1,,,/etc/missing,(program)")
        .anyMatch(row -> row.startsWith("gone,call,prctl,"));
  }

  /** The rows that a query answers, without their header. */
  private static List<String> query(String name, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of(analyze(), "query", tape.toString(), name));
    line.addAll(List.of(options));
    line.add("--csv");
    Ended ended = Programs.run(directory, line.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isZero();
    return ended.out().lines().skip(1).toList();
  }

  private static String analyze() {
    return Programs.ROOT.resolve("bin/analyze").toString();
  }
}
