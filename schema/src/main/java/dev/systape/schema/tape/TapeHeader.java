package dev.systape.schema.tape;

import java.util.List;

/**
 * What the tape is and how it was made.
 *
 * @param formatVersion {@link TapeFormat#VERSION} of the writer
 * @param pageSize bytes in a page of the recorded machine
 * @param stringLimit bytes kept per data buffer, argv or envp string
 * @param options of {@link #FILTERED} and the like, or'ed
 * @param backend one of {@link #PTRACE}, {@link #EBPF}
 * @param clock the clocks, read together when recording began
 * @param descriptionsHash hash of the descriptions that the capture plans came from
 * @param recorderPid the recorder's pid
 * @param recorderVersion version of the recorder
 * @param host name of the machine
 * @param kernel release of the kernel, as uname(2) has it
 * @param machine hardware name, as uname(2) has it
 * @param workingDirectory where the recorder was started
 * @param command the program and its arguments, one element each
 * @param commandLine the recorder's own options, one element each
 * @param filter the -e expression, empty where all calls were recorded
 * @param registers the registers of a snapshot, per ABI
 * @param interfaces the network interfaces that there were; tapes of early versions end before them
 */
public record TapeHeader(
    int formatVersion,
    int pageSize,
    int stringLimit,
    int options,
    int backend,
    Clock clock,
    long descriptionsHash,
    int recorderPid,
    String recorderVersion,
    String host,
    String kernel,
    String machine,
    byte[] workingDirectory,
    List<byte[]> command,
    List<byte[]> commandLine,
    String filter,
    List<SnapshotRegisters> registers,
    List<NetworkInterface> interfaces)
    implements TapeRecord {
  /** {@code "SYSTAPE1"}, little-endian: the first word of the body. */
  public static final long MAGIC = 0x3145504154535953L;

  /** Byte order mark behind the magic. */
  public static final int BYTE_ORDER = 0x01020304;

  /** Option: not every call was recorded. */
  public static final int FILTERED = 1;

  /** Option: children were followed. */
  public static final int FOLLOWED = 2;

  /** Option: whole register sets were recorded. */
  public static final int FULL_REGISTERS = 4;

  /** Option: recording began by attaching to running processes. */
  public static final int ATTACHED = 8;

  /**
   * Option: a seccomp filter in the program handed only the calls of {@link #filter} to the
   * recorder. Calls that another filter, of the program's own, answered are not on the tape.
   */
  public static final int KERNEL_FILTER = 16;

  /** Option: nothing was recorded, a program made the records up, as samples are made. */
  public static final int SYNTHETIC = 32;

  /** Backend: ptrace(2). */
  public static final int PTRACE = 1;

  /** Backend: eBPF. */
  public static final int EBPF = 2;

  @Override
  public RecordType type() {
    return RecordType.TAPE_HEADER;
  }

  @Override
  public void encode(BodyWriter out) {
    out.u64(MAGIC)
        .u32(BYTE_ORDER)
        .u32(formatVersion)
        .u32(pageSize)
        .u32(stringLimit)
        .u32(options)
        .u32(backend);
    clock.encode(out);
    out.u64(descriptionsHash)
        .u32(recorderPid)
        .text(recorderVersion)
        .text(host)
        .text(kernel)
        .text(machine);
    out.bytes(workingDirectory)
        .list(command, BodyWriter::bytes)
        .list(commandLine, BodyWriter::bytes)
        .text(filter);
    out.list(registers, (o, r) -> r.encode(o));
    out.list(interfaces, (o, i) -> i.encode(o));
  }

  static TapeHeader decode(BodyReader in) {
    if (in.u64() != MAGIC || in.u32() != BYTE_ORDER) {
      throw new IllegalArgumentException("not a systape tape: its header has another magic");
    }
    return new TapeHeader(
        in.u32(),
        in.u32(),
        in.u32(),
        in.u32(),
        in.u32(),
        Clock.decode(in),
        in.u64(),
        in.u32(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.bytes(),
        in.list(BodyReader::bytes),
        in.list(BodyReader::bytes),
        in.text(),
        in.list(SnapshotRegisters::decode),
        in.hasMore() ? in.list(NetworkInterface::decode) : List.of());
  }
}
