package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.systape.bench.endtoend.Programs.Ended;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, recorded and exported. */
class ExportTest {
  private static final String PYTHON = "/usr/bin/python3";

  /** Talks to itself over TCP and a socket pair, with bytes that are no text. */
  private static final String SOCKETS =
      """
      import socket, threading
      s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1)
      def client():
          c = socket.create_connection(s.getsockname())
          c.sendmsg([b'abc', b'\\xff\\xfe']); c.close()
      t = threading.Thread(target=client); t.start()
      a, _ = s.accept(); t.join(); a.recv(100); a.close()
      u, v = socket.socketpair(); u.send(b'x'); v.recvmsg(10)
      """;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  @TempDir Path directory;

  @Test
  void linesOfRealProgramsAreAsTheSchemaSays() throws Exception {
    Programs.require("git");
    Programs.require("python3");
    String schema = analyze("export", "--schema").out();
    JsonSchema checked =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    for (String[] command :
        List.of(
            new String[] {"/bin/ls", "-l", "/"},
            new String[] {"git", "init", "-q", "repository"},
            new String[] {PYTHON, "-c", SOCKETS})) {
      Path tape = record(command);
      Path out = export(tape, "jsonl", "out.jsonl");
      int calls = 0;
      for (String line : Files.readAllLines(out)) {
        JsonNode node = JSON.readTree(line);
        assertThat(checked.validate(node)).as(line).isEmpty();
        calls += node.at("/type").asText().equals("call") ? 1 : 0;
      }
      assertThat(calls).isGreaterThan(20);
      Files.delete(out);
    }
  }

  @Test
  void aProgramRunsUnderItsOwnProfile() throws Exception {
    Path loader = Programs.compile(directory, "seccomp_loader");
    String[] command = {"/bin/ls", "-l", "/usr"};
    Ended free = Programs.run(directory, command);
    Path profile = export(record(command), "seccomp", "profile.json");
    List<String> names = new ArrayList<>();
    for (JsonNode rule : JSON.readTree(Files.readAllBytes(profile)).at("/syscalls")) {
      assertThat(rule.at("/action").asText()).isEqualTo("SCMP_ACT_ALLOW");
      rule.at("/names").forEach(name -> names.add(name.asText()));
    }
    assertThat(names).contains("execve", "openat", "mmap", "exit_group").doesNotHaveDuplicates();
    assertThat(loaded(loader, names, command)).isEqualTo(free);
    // Without a call that it needs, it does not run: the filter is in force.
    names.remove("getdents64");
    assertThat(loaded(loader, names, command).status()).isEqualTo(128 + 31);
  }

  private Ended loaded(Path loader, List<String> names, String... command) throws Exception {
    SyscallNumbers numbers = SyscallNumbers.of(Abi.X86_64);
    String list =
        names.stream()
            .map(name -> Integer.toString(numbers.number(name)))
            .collect(Collectors.joining(","));
    List<String> line = new ArrayList<>(List.of(loader.toString(), list));
    line.addAll(List.of(command));
    return Programs.run(directory, line.toArray(String[]::new));
  }

  @Test
  void aProfileOfAFilteredTapeIsRefused() throws Exception {
    Path tape = directory.resolve("filtered.cq");
    Programs.record(directory, tape, List.of("-e", "openat"), "/bin/true");
    Ended ended =
        analyze("export", tape.toString(), "--format", "seccomp", "-o", out("p").toString());
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).contains("only some calls were recorded (-e openat)");
    assertThat(out("p")).doesNotExist();
  }

  @Test
  void streamsOfThreadsAreTheTapesOwn() throws Exception {
    Programs.require("python3");
    Path tape = record(PYTHON, "-c", SOCKETS);
    Path out = export(tape, "adfa-ld", "streams", "--by", "thread", "--names");
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(out)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".txt")).sorted().toList()) {
        all.append(Files.readString(file));
      }
    }
    long calls =
        Long.parseLong(
            analyze("sql", tape.toString(), "--csv", "SELECT count(*) FROM syscall")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow());
    assertThat(all.toString().split(" ")).hasSize((int) calls);
    try (var files = Files.list(out)) {
      assertThat(files.filter(path -> path.toString().endsWith(".txt"))).hasSize(2);
    }
  }

  private Path out(String name) {
    return directory.resolve(name);
  }

  private Path record(String... command) throws Exception {
    Path tape = directory.resolve("t.cq");
    Programs.record(directory, tape, List.of("--force"), command);
    return tape;
  }

  private Path export(Path tape, String format, String name, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("export", tape.toString(), "--format", format));
    words.addAll(List.of("-o", out(name).toString()));
    words.addAll(List.of(more));
    Ended ended = analyze(words.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isZero();
    return out(name);
  }

  private Ended analyze(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Programs.ROOT.resolve("bin/analyze").toString());
    line.addAll(List.of(words));
    return Programs.run(directory, line.toArray(String[]::new));
  }
}
