package dev.systape.analyzer.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.text.CallView;
import dev.systape.schema.text.Descriptors;
import dev.systape.schema.value.CallValues;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever registers and captures hold, the arguments of a call are JSON as the schema says. */
class AnyCallTest {
  private static final int ROOM = 1 << 16;
  private static final Descriptions DESCRIPTIONS = Descriptions.load();
  private static final int ROUNDS = 8;
  private static final int SENDTO = 44;
  private static final long ADDRESS = 0x5000;

  /** The last is none. */
  private static final int[] PROTOCOLS = {0, 0, 0, 4, 7, 12, 21, -2};

  private static final long[] WORDS = {
    0, 1, 2, 3, 8, 16, 64, 100, 4096, -1, -100, 1L << 31, 1L << 63
  };

  private final SchemaCheck check = new SchemaCheck();
  private final CallValues values = new CallValues(DESCRIPTIONS);

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void everyNumberWithRandomWordsAndBytesIsValidJson(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    for (Abi abi : Abi.values()) {
      for (int number = -1; number <= SyscallNumbers.of(abi).end(); number++) {
        boolean commands = isSelecting(abi, number);
        for (int round = 0; round < (commands ? ROUNDS : 1); round++) {
          check.valid(line(abi, number, random));
        }
      }
    }
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void randomNetlinkMessagesAreValidJson(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    long record = Memory.allocate(ROOM);
    Memory.zero(record, ROOM);
    int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
    byte[] bytes = new byte[16 + random.nextInt(300)];
    for (int i = 0; i < bytes.length; i++) {
      // Attributes are short, and their numbers are small.
      bytes[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(24) : 0);
    }
    bytes[0] = (byte) (16 + random.nextInt(100));
    bytes[4] = (byte) random.nextInt(120);
    try (CallView view = new CallView()) {
      RegisterLayout layout = RegisterLayout.syscall(Abi.X86_64);
      RecordHeader.encode(record, RecordType.SYSCALL.code(), Abi.X86_64.code(), 7, 7, 0, 0, 1);
      SyscallRecord.encodeEntry(record, SENDTO, layout.entry().size());
      SyscallRecord.encodeExit(record, 2, 0, layout.exit().size());
      Memory.putLong(SyscallRecord.entryRegister(record, 1), ADDRESS);
      Memory.putLong(SyscallRecord.entryRegister(record, 2), bytes.length);
      long capture = SyscallRecord.captures(record);
      Capture.encode(capture, 1, Capture.ENTRY, Capture.BYTES, 0, 0, ADDRESS);
      Capture.outcome(capture, 0, bytes.length, bytes.length, 0);
      Memory.copy(bytes, 0, Capture.data(capture), bytes.length);
      RecordHeader.total(record, Capture.next(capture) - record);
      view.descriptors(new Netlink(protocol));
      view.set(record, layout);
      String line = written(view, Abi.X86_64, SENDTO);
      assertThat(line.contains("\"netlink\":")).isEqualTo(protocol >= 0);
      check.valid(line);
    } finally {
      Memory.free(record);
    }
  }

  /** Every descriptor is a socket of this protocol. */
  private record Netlink(int protocol) implements Descriptors {
    @Override
    public int netlinkProtocol(int fd) {
      return protocol;
    }
  }

  private static boolean isSelecting(Abi abi, int number) {
    CallDef call = DESCRIPTIONS.call(abi, number);
    return call != null
        && call.parameters().stream().anyMatch(each -> each.type() instanceof Type.Selected);
  }

  private String line(Abi abi, int number, Random random) throws IOException {
    long record = Memory.allocate(ROOM);
    Memory.zero(record, ROOM);
    try (CallView view = new CallView()) {
      fill(record, abi, number, random);
      view.set(record, RegisterLayout.syscall(abi));
      return written(view, abi, number);
    } finally {
      Memory.free(record);
    }
  }

  private String written(CallView view, Abi abi, int number) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "call");
      json.writeNumberField("seq", 1);
      json.writeNumberField("tid", 7);
      json.writeNumberField("pid", 7);
      json.writeStringField("abi", abi.label());
      json.writeNumberField("nr", number);
      json.writeStringField("name", "any");
      json.writeNumberField("entry_ns", 1);
      json.writeFieldName("args");
      values.arguments(view, new JsonValues(json));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void fill(long record, Abi abi, int number, Random random) {
    long[] words = words(abi, number, random);
    RegisterLayout layout = RegisterLayout.syscall(abi);
    RecordHeader.encode(record, RecordType.SYSCALL.code(), abi.code(), 7, 7, 0, 0, 1);
    SyscallRecord.encodeEntry(record, number, layout.entry().size());
    int flags = random.nextInt(8) == 0 ? SyscallRecord.NO_EXIT : 0;
    SyscallRecord.encodeExit(record, 2, flags, layout.exit().size());
    Memory.putLong(SyscallRecord.exitRegister(record, 0), word(random, 7) >> 8);
    long end = SyscallRecord.captures(record);
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      long word = words[i];
      Memory.putLong(SyscallRecord.entryRegister(record, i), word);
      long address = abi == Abi.I386 ? word & 0xffff_ffffL : word;
      for (int phase = Capture.ENTRY; phase <= Capture.EXIT; phase++) {
        if (random.nextInt(4) != 0) {
          end = capture(end, i, phase, address, random);
        }
      }
    }
    RecordHeader.total(record, end - record);
  }

  /** Random words, but of commands mostly such as there are. */
  private static long[] words(Abi abi, int number, Random random) {
    long[] words = new long[Abi.ARGUMENTS];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(random, i);
    }
    CallDef call = DESCRIPTIONS.call(abi, number);
    if (call != null) {
      for (Parameter parameter : call.parameters()) {
        if (parameter.type() instanceof Type.Selected selected && random.nextInt(4) != 0) {
          List<Long> cases = List.copyOf(new TreeSet<>(selected.cases().keySet()));
          words[selected.selector()] = cases.get(random.nextInt(cases.size()));
        }
      }
    }
    return words;
  }

  private static long capture(long at, int argument, int phase, long address, Random random) {
    byte[] bytes = new byte[random.nextInt(4) * random.nextInt(80)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? bytes[i] & 0x1f : 0);
      }
    }
    Capture.encode(at, argument, phase, Capture.BYTES, 0, 0, address);
    long original = random.nextInt(3) == 0 ? Capture.UNKNOWN_LENGTH : bytes.length;
    int errno = random.nextInt(4) == 0 ? 14 : 0;
    Capture.outcome(at, random.nextInt(32), original, bytes.length, errno);
    Memory.copy(bytes, 0, Capture.data(at), bytes.length);
    return Capture.next(at);
  }

  private static long word(Random random, int index) {
    return random.nextBoolean()
        ? WORDS[random.nextInt(WORDS.length)]
        : 0x7ffe_0000_0000L + 4096L * index;
  }
}
