package dev.systape.schema.text;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.RecordType;
import dev.systape.schema.tape.SyscallRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A SYSCALL record built by hand, and the line that becomes of it. */
final class RecordedCall {
  private static final Descriptions DESCRIPTIONS = Descriptions.load();
  private static final int CAPACITY = 1 << 16;

  private final long record = Memory.allocate(CAPACITY);
  private final RegisterLayout layout;
  private long end;
  private Descriptors descriptors = Descriptors.UNKNOWN;

  private RecordedCall(Abi abi, int number) {
    layout = RegisterLayout.syscall(abi);
    RecordHeader.encode(record, RecordType.SYSCALL.code(), abi.code(), 7, 7, 0, 0, 1);
    SyscallRecord.encodeEntry(record, number, layout.entry().size());
    SyscallRecord.encodeExit(record, 2, 0, layout.exit().size());
    end = SyscallRecord.captures(record);
  }

  /** A call on x86_64. */
  static RecordedCall of(String name, long... arguments) {
    return on(Abi.X86_64, name, arguments);
  }

  static RecordedCall on(Abi abi, String name, long... arguments) {
    return numbered(abi, SyscallNumbers.of(abi).number(name), arguments);
  }

  static RecordedCall numbered(Abi abi, int number, long... arguments) {
    RecordedCall call = new RecordedCall(abi, number);
    for (int i = 0; i < arguments.length; i++) {
      Memory.putLong(SyscallRecord.entryRegister(call.record, i), arguments[i]);
    }
    return call;
  }

  RecordedCall returns(long result) {
    Memory.putLong(SyscallRecord.exitRegister(record, 0), result);
    return this;
  }

  RecordedCall neverReturns() {
    SyscallRecord.encodeExit(record, 0, SyscallRecord.NO_EXIT, layout.exit().size());
    return this;
  }

  /** All descriptors are netlink sockets of a protocol. */
  RecordedCall netlink(int protocol) {
    descriptors =
        new Descriptors() {
          @Override
          public int netlinkProtocol(int fd) {
            return protocol;
          }
        };
    return this;
  }

  /** A string without its NUL, at entry. */
  RecordedCall text(int argument, long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return capture(argument, Capture.ENTRY, Capture.STRING, address, bytes.length, bytes, 0);
  }

  /** Bytes given in hexadecimal, spaces between them for the eye. */
  RecordedCall entry(int argument, long address, String hex) {
    byte[] bytes = hex(hex);
    return capture(argument, Capture.ENTRY, 0, address, bytes.length, bytes, 0);
  }

  RecordedCall exit(int argument, long address, String hex) {
    byte[] bytes = hex(hex);
    return capture(argument, Capture.EXIT, 0, address, bytes.length, bytes, 0);
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  RecordedCall capture(
      int argument, int phase, int flags, long address, long original, byte[] bytes, int errno) {
    Capture.encode(end, argument, phase, Capture.BYTES, 0, 0, address);
    Capture.outcome(end, flags, original, bytes.length, errno);
    Memory.copy(bytes, 0, Capture.data(end), bytes.length);
    end = Capture.next(end);
    return this;
  }

  /** The line as strace writes it without options, but for the padding; frees the record. */
  String line() {
    return line(new TextOptions(32, false, 0, 0));
  }

  String line(TextOptions options) {
    RecordHeader.total(record, end - record);
    StringBuilder out = new StringBuilder();
    try (CallView view = new CallView()) {
      view.set(record, layout);
      view.descriptors(descriptors);
      new CallPrinter(DESCRIPTIONS, options).print(view, out);
    } finally {
      Memory.free(record);
    }
    return out.toString();
  }
}
