package dev.systape.analyzer.export;

import static dev.systape.analyzer.export.ProtoReader.all;
import static dev.systape.analyzer.export.ProtoReader.one;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.systape.analyzer.cli.SampleTape;
import dev.systape.analyzer.export.ProtoReader.Field;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Exit;
import dev.systape.schema.tape.ProcessNew;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace, decoded by the field numbers of Perfetto's published schema. */
class PerfettoTest {
  private static final Exit ENDED = new Exit(0, 1, Usage.UNKNOWN);

  @TempDir Path directory;

  private final List<List<Field>> packets = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, String> annotations = new HashMap<>();
  private final Map<Long, String> tracks = new HashMap<>();
  private final List<String> named = new ArrayList<>();

  @Test
  void callsAreSlicesOnTheTracksOfTheirThreads() throws IOException {
    decode(SampleTape.write(directory.resolve("t.cq")));
    assertThat(tracks)
        .containsValues("process 100 prog", "thread 100/100 prog", "thread 101/101 prog");
    assertThat(events)
        .containsSequence(
            "2000000 begin openat thread 100/100 prog", "2001000 end  thread 100/100 prog")
        .containsSequence(
            "6000000 begin close thread 101/101 prog", "6000500 end  thread 101/101 prog")
        .contains("11000000 instant SIGCHLD thread 100/100 prog")
        // A call that did not return ends with its thread.
        .containsSequence(
            "12000000 begin exit_group thread 100/100 prog", "12001000 end  thread 100/100 prog");
  }

  @Test
  void argumentsAreAnnotationsThatNest() throws IOException {
    decode(SampleTape.write(directory.resolve("t.cq")));
    List<Field> first =
        packets.stream()
            .filter(
                packet -> one(packet, 11) != null && one(one(packet, 11).message(), 9).value() == 1)
            .findFirst()
            .orElseThrow();
    Map<String, List<Field>> arguments = new HashMap<>();
    all(one(first, 11).message(), 4)
        .map(Field::message)
        .forEach(each -> arguments.put(annotations.get(one(each, 1).value()), each));
    assertThat(arguments).containsKeys("dirfd", "pathname", "flags", "ret", "errno", "abi");
    assertThat(one(arguments.get("ret"), 4).value()).isEqualTo(-2);
    assertThat(one(arguments.get("errno"), 6).text()).isEqualTo("ENOENT");
    List<String> members =
        all(arguments.get("pathname"), 11)
            .map(each -> annotations.get(one(each.message(), 1).value()))
            .toList();
    assertThat(members).containsExactly("raw", "in");
    List<Field> in = all(arguments.get("pathname"), 11).skip(1).findFirst().orElseThrow().message();
    assertThat(all(in, 11).map(each -> one(each.message(), 6).text()))
        .containsExactly("whole", "/etc/missing");
  }

  @Test
  void aProcessIsNamedOnceByTheLastProgramThatItRuns() throws IOException {
    Path tape = directory.resolve("t.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      born(builder, 100, 77, "java");
      runs(builder, 100, "/bin/sh");
      born(builder, 101, 100, "sh");
      runs(builder, 100, "/usr/bin/prog");
      builder.record(101, 101, 5_000_000, ENDED);
      // The number is given again, to one that still runs when the tape ends.
      born(builder, 101, 100, "prog");
      builder.call(101, 101, 3).times(7_000_000, 7_000_500).add();
      builder.record(100, 100, 8_000_000, ENDED);
      builder.end(9_000_000, 0);
    }
    decode(tape);
    assertThat(named).containsExactly("101 sh", "100 prog /usr/bin/prog -x", "101 prog");
    assertThat(tracks).containsValues("process 101 sh", "process 101 prog");
  }

  @Test
  void anExecveThatMakesAThreadTheLeaderStaysOnItsTrack() throws IOException {
    Path tape = directory.resolve("t.cq");
    try (TapeBuilder builder = TapeBuilder.withHeader(tape)) {
      born(builder, 100, 77, "sh");
      byte[] comm = TapeBuilder.bytes("second");
      builder.record(
          101, 100, 1_000_000, new ProcessNew(100, 100, 0x10000, ProcessNew.CREATED, 101, 0, comm));
      builder.call(100, 100, 3).flags(SyscallRecord.NO_EXIT).times(1_500_000, 0).add();
      byte[] home = TapeBuilder.bytes("/");
      builder.record(
          100, 100, 3_000_000, new Exec(101, TapeBuilder.bytes("/bin/ls"), home, List.of()));
      builder.call(101, 100, 59).times(2_000_000, 3_100_000).add();
      builder.call(100, 100, 3).times(4_000_000, 4_000_500).add();
      builder.record(100, 100, 5_000_000, ENDED);
      builder.end(6_000_000, 0);
    }
    decode(tape);
    assertThat(tracks)
        .containsOnly(
            entry(1L, "process 100 ls"),
            entry(2L, "thread 100/100 ls"),
            entry(3L, "thread 100/101 second"));
    assertThat(events)
        .containsExactly(
            "1500000 begin close thread 100/100 sh",
            "3000000 end  thread 100/100 sh",
            "3000000 instant exec thread 100/100 ls",
            "2000000 begin execve thread 100/101 second",
            "3100000 end  thread 100/101 second",
            "4000000 begin close thread 100/100 ls",
            "4000500 end  thread 100/100 ls");
  }

  private static void born(TapeBuilder tape, int pid, int parent, String comm) {
    ProcessNew born =
        new ProcessNew(parent, parent, 0, ProcessNew.CREATED, pid, 0, TapeBuilder.bytes(comm));
    tape.record(pid, pid, 1_000_000, born);
  }

  private static void runs(TapeBuilder tape, int pid, String path) {
    byte[] home = TapeBuilder.bytes("/");
    List<byte[]> words = TapeBuilder.bytes(List.of(path, "-x"));
    tape.record(pid, pid, 2_000_000, new Exec(pid, TapeBuilder.bytes(path), home, words));
  }

  @Test
  void theFirstPacketTellsTheClocks() throws IOException {
    decode(SampleTape.write(directory.resolve("t.cq")));
    List<Field> first = packets.get(0);
    assertThat(one(first, 13).value()).isEqualTo(1);
    assertThat(one(one(first, 59).message(), 58).value()).isEqualTo(3);
    assertThat(
            all(one(first, 6).message(), 1)
                .map(
                    clock ->
                        one(clock.message(), 1).value() + "=" + one(clock.message(), 2).value()))
        .containsExactly(
            "6=2000000", "1=" + TapeBuilder.START_REALTIME_NS, "3=" + TapeBuilder.START_NS);
  }

  private void decode(Path tape) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TapeReader reader = TapeReader.open(tape);
        PerfettoTrace trace = new PerfettoTrace(reader, Descriptions.load(), out)) {
      trace.begin(reader.header());
      trace.walk(reader);
    }
    for (Field packet : ProtoReader.fields(out.toByteArray())) {
      assertThat(packet.number()).isEqualTo(1);
      packets.add(packet.message());
      assertThat(one(packet.message(), 10).value()).isEqualTo(1);
      packet(packet.message());
    }
  }

  private void packet(List<Field> packet) {
    if (one(packet, 12) != null) {
      List<Field> interned = one(packet, 12).message();
      all(interned, 2).map(Field::message).forEach(e -> intern(names, e));
      all(interned, 3).map(Field::message).forEach(e -> intern(annotations, e));
    }
    if (one(packet, 60) != null) {
      track(one(packet, 60).message());
    }
    if (one(packet, 11) != null) {
      List<Field> event = one(packet, 11).message();
      long type = one(event, 9).value();
      String name = one(event, 10) == null ? "" : names.get(one(event, 10).value());
      events.add(
          "%d %s %s %s"
              .formatted(
                  one(packet, 8).value(),
                  List.of("", "begin", "end", "instant").get((int) type),
                  name,
                  tracks.get(one(event, 11).value())));
    }
  }

  private static void intern(Map<Long, String> numbers, List<Field> entry) {
    assertThat(numbers.put(one(entry, 1).value(), one(entry, 2).text())).isNull();
  }

  private void track(List<Field> track) {
    long uuid = one(track, 1).value();
    if (one(track, 3) != null) {
      List<Field> process = one(track, 3).message();
      Field name = one(process, 6);
      if (name != null) {
        String words = all(process, 2).map(word -> " " + word.text()).collect(joining());
        named.add(one(process, 1).value() + " " + name.text() + words);
      }
      tracks.put(
          uuid, "process " + one(process, 1).value() + (name == null ? "" : " " + name.text()));
    } else {
      List<Field> thread = one(track, 4).message();
      Field name = one(thread, 5);
      tracks.put(
          uuid,
          "thread %d/%d%s"
              .formatted(
                  one(thread, 1).value(),
                  one(thread, 2).value(),
                  name == null ? "" : " " + name.text()));
    }
  }
}
