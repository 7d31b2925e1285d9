package dev.systape.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The views of calls hold what the export of the same tape says: one is SQL over captures, made
 * from the types; the other follows pointers, as the text does.
 */
class CallViewsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path directory;

  /** What was compared, by call and column; and what was not the same. */
  private final Map<String, Integer> compared = new TreeMap<>();

  private final List<String> different = new ArrayList<>();
  private final Set<String> differing = new HashSet<>();

  @Test
  void ofPython() throws Exception {
    Programs.require("python3");
    String program =
        """
        import os, socket, select, subprocess, signal, time, resource, tempfile
        d = tempfile.mkdtemp(); p = os.path.join(d, 'f\\u00e9'); f = open(p, 'wb'); f.write(b'x' * 1000)
        f.close(); os.stat(p); os.rename(p, p + 'g'); os.unlink(p + 'g'); os.rmdir(d)
        a, b = socket.socketpair(); a.sendmsg([b'one', b'two' * 200]); b.recvmsg(2000)
        s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(1); c = socket.socket()
        c.connect(s.getsockname()); e, _ = s.accept(); e.setsockopt(6, 1, 1); c.send(b'hello')
        q = select.poll(); q.register(e, 1); q.poll(100); e.recv(100); select.select([], [c], [], 0)
        signal.setitimer(0, 0); resource.getrusage(0); resource.getrlimit(7); os.pipe()
        subprocess.run(['/bin/echo', 'a', 'b' * 300], stdout=-3)
        n = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0); n.bind((0, 0))
        m = b'\\x14\\0\\0\\0\\x12\\0\\x01\\x03' + bytes(12); n.sendto(m, (0, 0)); n.recv(8000)
        n.sendmsg([m]); n.recvmsg(8000)
        os.writev(1, [b'v', b'w' * 400]); os.uname(); os.getcwd(); os.sched_getaffinity(0)
        """;
    agree("-c 'program'", "/usr/bin/python3", "-c", program);
    assertThat(compared.keySet())
        .contains(
            "newfstatat.statbuf.st_size",
            "openat.pathname",
            "openat.flags",
            "sendmsg.msg",
            "recvmsg.msg",
            "recvfrom.buf",
            "bind.addr",
            "poll.fds_exit",
            "execve.argv",
            "prlimit64.old_limit.rlim_cur",
            "pipe2.pipefd");
  }

  @Test
  void ofGit() throws Exception {
    Programs.require("git");
    Programs.run(
        directory,
        "sh",
        "-c",
        "git init -q . && git -c user.name=t -c user.email=t@example.org commit -q -m one"
            + " --allow-empty");
    agree("log", "git", "log", "--stat");
    assertThat(compared.keySet()).contains("newfstatat.statbuf.st_mode", "openat.pathname");
  }

  @Test
  void ofMessages() throws Exception {
    agree("messages", Programs.compile(directory, "messages").toString());
    assertThat(compared.keySet())
        .contains("sendmmsg.msgvec", "recvmmsg.msgvec", "recvmsg.msg", "sendmsg.msg");
  }

  @Test
  void ofCommands() throws Exception {
    agree("commands", Programs.compile(directory, "commands").toString());
    assertThat(compared.keySet()).contains("ioctl.argp_data", "fcntl.arg_flock.l_len");
  }

  @Test
  void ofAThirtyTwoBitProgram() throws Exception {
    agree("int80", Programs.compile(directory, "int80").toString());
    assertThat(compared.keySet()).contains("write.buf", "close.fd");
  }

  private void agree(String what, String... command) throws Exception {
    Path tape = directory.resolve("t.cq");
    Programs.record(directory, tape, List.of("-q"), command);
    Path export = directory.resolve("calls.jsonl");
    String analyze = Programs.ROOT.resolve("bin/analyze").toString();
    Programs.run(
        directory, analyze, "export", tape.toString(), "--format", "jsonl", "-o", export + "");
    Programs.run(directory, analyze, tape.toString());
    Map<String, Map<Long, JsonNode>> calls = new TreeMap<>();
    for (String line : Files.readAllLines(export)) {
      JsonNode call = JSON.readTree(line);
      if (call.get("type").asText().equals("call")) {
        calls
            .computeIfAbsent(call.get("name").asText(), any -> new HashMap<>())
            .put(call.get("seq").asLong(), call);
      }
    }
    try (Connection database =
            DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("t.duckdb"));
        Statement statement = database.createStatement()) {
      for (var each : calls.entrySet()) {
        compare(each.getKey(), each.getValue(), statement);
      }
    }
    assertThat(calls).as(what).isNotEmpty();
    assertThat(different).isEmpty();
  }

  private void compare(String name, Map<Long, JsonNode> calls, Statement statement)
      throws Exception {
    int rows = 0;
    try (ResultSet view =
        statement.executeQuery(
            "SELECT seq, to_json(v)::VARCHAR FROM calls.\"" + name + "\" v ORDER BY seq")) {
      while (view.next()) {
        JsonNode call = calls.get(view.getLong(1));
        assertThat(call).as(name + " " + view.getLong(1)).isNotNull();
        JsonNode shown = JSON.readTree(view.getString(2));
        call.get("args")
            .properties()
            .forEach(each -> argument(name, call, each.getKey(), each.getValue(), shown));
        rows++;
      }
    }
    assertThat(rows).as(name).isEqualTo(calls.size());
  }

  private void argument(String call, JsonNode whole, String name, JsonNode told, JsonNode shown) {
    String column = shown.has(name + "_arg") ? name + "_arg" : name;
    String where = call + "." + column;
    if (shown.has(column + "_address")) {
      same(whole, where + "_address", told.get("raw"), shown.get(column + "_address"));
    }
    if (told.has("value")) {
      value(whole, where, told, shown, column);
    }
    String exit = shown.has(column + "_exit") ? column + "_exit" : column;
    if (shown.has(column + "_data")) {
      byCommand(whole, call, told.path("in").get("value"), shown, column, "_data");
      byCommand(whole, call, told.path("out").get("value"), shown, column, "_data_exit");
    } else {
      pointee(whole, call, told.path("in").get("value"), shown, column);
      pointee(whole, call, told.path("out").get("value"), shown, exit);
    }
  }

  private void pointee(JsonNode whole, String call, JsonNode told, JsonNode shown, String column) {
    if (told == null) {
      return;
    }
    String where = call + "." + column;
    if (!shown.has(column)) {
      return;
    }
    if (told.has("msg_iov")
        || told.isArray() && !told.isEmpty() && told.get(0).has("msg_iov")
        || told.isArray() && !told.isEmpty() && told.get(0).has("iov_base")) {
      List<String> data = new ArrayList<>();
      told.findValues("data").forEach(each -> data.add(blob(each.get("value"))));
      List<String> there = new ArrayList<>();
      shown.get(column).forEach(each -> there.add(each.asText()));
      count(whole, where, data.equals(there), data, there);
    } else if (told.isArray() || told.isNumber() || told.isObject() && !told.has("base64")) {
      value(whole, where, told, shown, column);
    } else {
      String raw = shown.has(column + "_raw") ? column + "_raw" : column;
      count(
          whole,
          where,
          blob(told).equals(shown.get(raw).asText())
              || told.asText().equals(shown.get(raw).asText()),
          told,
          shown.get(raw));
    }
  }

  /** What a command points to: bytes, and typed where only one column has a value. */
  private void byCommand(
      JsonNode whole, String call, JsonNode told, JsonNode shown, String column, String data) {
    if (told == null) {
      return;
    }
    if ((told.isTextual() || told.has("base64")) && !shown.get(column + data).isNull()) {
      same(whole, call + "." + column + data, told, shown.get(column + data));
      return;
    }
    boolean exit = data.endsWith("_exit");
    List<String> typed = new ArrayList<>();
    shown
        .fieldNames()
        .forEachRemaining(
            name -> {
              boolean mine = name.startsWith(column + "_") && !name.contains("_data");
              boolean kind = exit && shown.has(name + "_exit");
              if (mine && !kind && !shown.get(name).isNull() && !name.endsWith("_raw")) {
                typed.add(name);
              }
            });
    if (typed.isEmpty()) {
      // A call with more commands than there are columns shows bytes alone.
      return;
    }
    String chosen = typed.get(typed.size() - 1);
    value(whole, call + "." + chosen, told, shown, chosen);
  }

  /** A value, or its names in one column and the word in another. */
  private void value(JsonNode whole, String where, JsonNode told, JsonNode row, String column) {
    JsonNode shown = row.get(column);
    if (shown == null) {
      return;
    }
    if (told.isObject() && told.has("sa_family")) {
      String family = told.at("/sa_family/name").asText();
      count(whole, where, family.equals(shown.path("family").asText()), told, shown);
      same(whole, where + ".port", told.path("sin_port"), shown.path("port"));
      same(whole, where + ".address", told.path("sin_addr"), shown.path("address"));
    } else if (told.isObject() && told.has("value") && !told.has("tv_sec")) {
      boolean raw = row.has(column + "_raw");
      if (told.has("flags") && shown.isArray()) {
        List<String> names = new ArrayList<>();
        told.get("flags").forEach(name -> names.add(name.asText()));
        if (told.has("rest")) {
          names.add("0x" + Long.toHexString(told.get("rest").asLong()));
        }
        List<String> there = new ArrayList<>();
        shown.forEach(name -> there.add(name.asText()));
        count(whole, where, names.equals(there), names, there);
      } else if (told.has("name") && shown.isTextual()) {
        same(whole, where, told.get("name"), shown);
      } else if (!raw) {
        same(whole, where, told.get("value"), shown);
      }
      if (raw) {
        same(whole, where + "_raw", told.get("value"), row.get(column + "_raw"));
      }
    } else if (told.has("raw")) {
      same(whole, where, told.get("raw"), shown);
    } else if (told.isNumber() && row.has(column + "_raw")) {
      same(whole, where, told, row.get(column + "_raw"));
    } else if (told.isObject() && !told.has("base64")) {
      if (!shown.isObject()) {
        count(whole, where, false, told, shown);
        return;
      }
      told.properties()
          .forEach(
              each ->
                  value(whole, where + "." + each.getKey(), each.getValue(), shown, each.getKey()));
    } else if (told.isArray() && shown.isArray()) {
      count(whole, where, told.size() == shown.size(), told, shown);
      for (int i = 0; i < Math.min(told.size(), shown.size()); i++) {
        JsonNode element = told.get(i).has("state") ? told.get(i).path("value") : told.get(i);
        ObjectNode single = JSON.createObjectNode();
        single.set("_", shown.get(i));
        value(whole, where, element, single, "_");
      }
    } else {
      same(whole, where, told, shown);
    }
  }

  private void same(JsonNode whole, String where, JsonNode told, JsonNode shown) {
    if (told.isMissingNode()) {
      return;
    }
    boolean equal =
        told.isArray()
            ? told.equals(shown)
            : blob(told).equals(shown.asText()) || told.asText().equals(shown.asText());
    count(whole, where, equal, told, shown);
  }

  private void count(JsonNode whole, String where, boolean equal, Object told, Object shown) {
    compared.merge(where, 1, Integer::sum);
    if (!equal && differing.add(where)) {
      different.add(where + " of " + whole.get("seq") + ": " + told + " is shown as " + shown);
    }
  }

  /** As DuckDB writes a BLOB. */
  private static String blob(JsonNode value) {
    byte[] bytes;
    try {
      bytes =
          value.has("base64")
              ? value.get("base64").binaryValue()
              : value.asText().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      boolean plain = each >= ' ' && each < 127 && each != '\\' && each != '\'' && each != '"';
      text.append(plain ? "" + (char) each : "\\x%02X".formatted(each & 0xff));
    }
    return text.toString();
  }
}
