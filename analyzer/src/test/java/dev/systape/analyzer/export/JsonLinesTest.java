package dev.systape.analyzer.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.ProcessNew;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of calls whose captures are not all there. */
class JsonLinesTest {
  private static final int READ = 0;
  private static final int STAT = 4;
  private static final int MMAP = 9;
  private static final int SOCKET = 41;
  private static final int CONNECT = 42;
  private static final int SENDTO = 44;
  private static final int RECVFROM = 45;
  private static final int BIND = 49;
  private static final int OPENAT = 257;
  private static final long AT = 0x5000;

  private final SchemaCheck check = new SchemaCheck();

  @TempDir Path directory;

  @Test
  void wordsStandBesideWhatTheyMean() throws IOException {
    JsonNode args =
        call(OPENAT, c -> c.arguments(-100, AT, 0x80241, 0644).text(1, AT, "/a").result(3))
            .at("/args");
    assertThat(args.at("/dirfd/name").asText()).isEqualTo("AT_FDCWD");
    assertThat(args.at("/dirfd/raw").asText()).isEqualTo("18446744073709551516");
    assertThat(args.at("/pathname/in")).hasToString("{\"state\":\"whole\",\"value\":\"/a\"}");
    assertThat(args.at("/flags/flags"))
        .hasToString("[\"O_WRONLY\",\"O_CREAT\",\"O_TRUNC\",\"O_CLOEXEC\"]");
    assertThat(args.at("/mode/octal").asText()).isEqualTo("0644");
  }

  @Test
  void bitsWithoutANameAreKept() throws IOException {
    JsonNode prot = call(MMAP, c -> c.arguments(0, 1, 0x8001, 2).result(AT)).at("/args/prot");
    assertThat(prot)
        .hasToString("{\"raw\":32769,\"value\":32769,\"flags\":[\"PROT_READ\"],\"rest\":32768}");
  }

  @Test
  void absentEmptyTruncatedUnreadableAndMissingDiffer() throws IOException {
    assertThat(read(c -> c.arguments(3, AT, 9).result(-14)).has("out")).isFalse();
    assertThat(read(c -> c.arguments(3, 0, 9).result(-14))).hasToString("{\"raw\":0}");
    assertThat(read(c -> c.arguments(3, AT, 9).result(0)).at("/out"))
        .hasToString("{\"state\":\"whole\",\"value\":\"\"}");
    assertThat(read(c -> c.arguments(3, AT, 9).result(5)).at("/out"))
        .hasToString("{\"state\":\"missing\"}");
    assertThat(read(c -> cut(c.arguments(3, AT, 9).result(5), Capture.TRUNCATED, 0)).at("/out"))
        .hasToString("{\"state\":\"truncated\",\"length\":5,\"value\":\"hi\"}");
    assertThat(read(c -> cut(c.arguments(3, AT, 9).result(5), 0, 14)).at("/out"))
        .hasToString(
            "{\"state\":\"unreadable\",\"errno\":\"EFAULT\",\"length\":5,\"value\":\"hi\"}");
    assertThat(
            read(c -> cut(c.arguments(3, AT, 9).result(5), Capture.LIMIT, 0))
                .at("/out/state")
                .asText())
        .isEqualTo("limit");
  }

  private static CallBuilder cut(CallBuilder call, int flags, int errno) {
    byte[] bytes = {'h', 'i'};
    return call.capture(1, Capture.EXIT, Capture.BYTES, 0, AT, 5, flags, errno, bytes);
  }

  private JsonNode read(UnaryOperator<CallBuilder> build) throws IOException {
    return call(READ, build).at("/args/buf");
  }

  @Test
  void bytesThatAreNoTextAreBase64() throws IOException {
    byte[] bytes = {'a', (byte) 0xff};
    JsonNode buffer = read(c -> c.arguments(3, AT, 2).result(2).buffer(1, Capture.EXIT, AT, bytes));
    assertThat(buffer.at("/out/value")).hasToString("{\"base64\":\"Yf8=\"}");
  }

  @Test
  void structsAndAddressesAreObjects() throws IOException {
    byte[] address = {2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    JsonNode value =
        call(CONNECT, c -> c.arguments(3, AT, 16).result(0).buffer(1, Capture.ENTRY, AT, address))
            .at("/args/addr/in/value");
    assertThat(value)
        .hasToString(
            "{\"sa_family\":{\"value\":2,\"name\":\"AF_INET\"},\"sin_port\":80,\"sin_addr\":\"127.0.0.1\"}");
    byte[] half = new byte[24];
    half[0] = 1;
    JsonNode stat =
        call(
                STAT,
                c ->
                    c.arguments(AT, AT + 64)
                        .result(0)
                        .text(0, AT, "f")
                        .capture(1, Capture.EXIT, Capture.BYTES, 0, AT + 64, 144, 0, 14, half))
            .at("/args/statbuf/out");
    assertThat(stat.at("/state").asText()).isEqualTo("unreadable");
    assertThat(stat.at("/value/st_nlink").asInt(-1)).isZero();
    assertThat(stat.at("/value").has("st_size")).isFalse();
  }

  @Test
  void netlinkMessagesAreObjectsBesideTheirBytes() throws IOException {
    // RTM_NEWADDR of 127.0.0.1/8 at lo; what answers it says EPERM, and quotes its header.
    String asked = "20000000140005040700000000000000" + "0208800001000000" + "080002007f000001";
    String answer = "2400000002000001070000000a000000" + "ffffffff" + asked.substring(0, 32);
    Path tape = directory.resolve("netlink.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      ProcessNew birth =
          new ProcessNew(0, 0, 0, ProcessNew.SPAWNED, 100, 9, TapeBuilder.bytes("comm"));
      builder.record(100, 100, 1, birth);
      builder.call(100, 100, SOCKET).arguments(16, 3, 0).result(3).add();
      builder.call(100, 100, BIND).arguments(3, 0, 0).result(0).add();
      builder
          .call(100, 100, SENDTO)
          .arguments(3, AT, 32)
          .buffer(1, Capture.ENTRY, AT, HexFormat.of().parseHex(asked))
          .result(32)
          .add();
      builder
          .call(100, 100, RECVFROM)
          .arguments(3, AT, 100)
          .buffer(1, Capture.EXIT, AT, HexFormat.of().parseHex(answer))
          .result(36)
          .add();
    }
    List<JsonNode> lines = lines(tape);
    String header =
        "{\"nlmsg_len\":32,\"nlmsg_type\":{\"value\":20,\"name\":\"RTM_NEWADDR\"},"
            + "\"nlmsg_flags\":{\"value\":1029,\"flags\":[\"NLM_F_REQUEST\",\"NLM_F_ACK\",\"NLM_F_CREATE\"]},"
            + "\"nlmsg_seq\":7,\"nlmsg_pid\":0";
    assertThat(lines.get(4).at("/args/buf/in/netlink"))
        .hasToString(
            "["
                + header
                + ",\"ifaddrmsg\":{\"ifa_family\":{\"value\":2,\"name\":\"AF_INET\"},\"ifa_prefixlen\":8,"
                + "\"ifa_flags\":{\"value\":128,\"flags\":[\"IFA_F_PERMANENT\"]},"
                + "\"ifa_scope\":{\"value\":0,\"name\":\"RT_SCOPE_UNIVERSE\"},\"ifa_index\":1},"
                + "\"attributes\":[{\"nla_len\":8,\"nla_type\":{\"value\":2,\"name\":\"IFA_LOCAL\"},"
                + "\"value\":\"127.0.0.1\"}]}]");
    assertThat(lines.get(5).at("/args/buf/out/netlink"))
        .hasToString(
            "[{\"nlmsg_len\":36,\"nlmsg_type\":{\"value\":2,\"name\":\"NLMSG_ERROR\"},"
                + "\"nlmsg_flags\":{\"value\":256,\"flags\":[\"NLM_F_CAPPED\"]},\"nlmsg_seq\":7,"
                + "\"nlmsg_pid\":10,\"error\":-1,\"errno\":\"EPERM\",\"msg\":"
                + header
                + "}}]");
  }

  @Test
  void theSchemaRefusesWhatIsNotSo() throws IOException {
    assertThat(check.isRefused("{\"type\":\"call\"}")).isTrue();
    assertThat(check.isRefused("{\"type\":\"other\"}")).isTrue();
    String call =
        "{\"type\":\"call\",\"seq\":%s,\"tid\":1,\"pid\":1,\"abi\":\"x86_64\",\"nr\":0,\"name\":\"read\",\"entry_ns\":1,\"args\":{\"buf\":%s}}";
    assertThat(check.isRefused(call.formatted("1", "{\"raw\":1}"))).isFalse();
    assertThat(check.isRefused(call.formatted("9007199254740993", "{\"raw\":1}"))).isTrue();
    assertThat(check.isRefused(call.formatted("1", "{\"raw\":1,\"in\":{\"state\":\"whole\"}}")))
        .isTrue();
    assertThat(check.isRefused(call.formatted("1", "7"))).isTrue();
  }

  private JsonNode call(int number, UnaryOperator<CallBuilder> build) throws IOException {
    Path tape = directory.resolve("t" + System.nanoTime() + ".cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      build.apply(builder.call(100, 100, number)).add();
      builder.end(9_000_000, 0);
    }
    List<JsonNode> lines = lines(tape);
    assertThat(lines).hasSize(4);
    return lines.get(1);
  }

  private List<JsonNode> lines(Path tape) throws IOException {
    StringWriter text = new StringWriter();
    try (TapeReader reader = TapeReader.open(tape);
        JsonGenerator json = new JsonFactory().createGenerator(text);
        JsonLines lines = new JsonLines(reader, Descriptions.load(), json)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      lines.header(reader.header());
      lines.walk(reader);
      lines.health(reader.health());
    }
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : text.toString().split("\n")) {
      nodes.add(check.valid(line));
    }
    return nodes;
  }
}
