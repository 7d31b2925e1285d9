package dev.systape.recorder.ebpf;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.LibC;
import dev.systape.schema.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A program that the kernel has verified and loaded. The owner closes it. */
final class BpfProgram implements AutoCloseable {
  /**
   * BPF_PROG_TYPE_RAW_TRACEPOINT: runs in the context of the thread that reached the tracepoint.
   */
  static final int RAW_TRACEPOINT = 17;

  /**
   * BPF_PROG_TYPE_TRACING, attached as BPF_TRACE_RAW_TP: the same with typed arguments, which it
   * reads as memory.
   */
  static final int TRACING = 26;

  private static final int BPF_TRACE_RAW_TP = 23;
  private static final int EPERM = 1;
  private static final int LOG_SIZE = 16 << 20;
  private static final byte[] LICENSE = "GPL\0".getBytes(StandardCharsets.US_ASCII);

  // union bpf_attr for BPF_PROG_LOAD
  private static final int PROG_TYPE = 0;
  private static final int INSN_CNT = PROG_TYPE + 4;
  private static final int INSNS = INSN_CNT + 4;
  private static final int LICENSE_POINTER = INSNS + 8;
  private static final int LOG_LEVEL = LICENSE_POINTER + 8;
  private static final int LOG_SIZE_FIELD = LOG_LEVEL + 4;
  private static final int LOG_BUF = LOG_SIZE_FIELD + 4;
  private static final int PROG_FLAGS = LOG_BUF + 12;
  private static final int PROG_NAME = PROG_FLAGS + 4;
  private static final int PROG_BTF_FD = PROG_NAME + Bpf.NAME_SIZE + 8;
  private static final int FUNC_INFO_REC_SIZE = PROG_BTF_FD + 4;
  private static final int FUNC_INFO = FUNC_INFO_REC_SIZE + 4;
  private static final int FUNC_INFO_CNT = FUNC_INFO + 8;
  private static final int EXPECTED_ATTACH_TYPE = PROG_BTF_FD - 4;
  private static final int ATTACH_BTF_ID = FUNC_INFO_CNT + 20;

  // union bpf_attr for BPF_RAW_TRACEPOINT_OPEN
  private static final int TRACEPOINT_PROG_FD = 8;

  // union bpf_attr for BPF_BTF_LOAD
  private static final int BTF = 0;
  private static final int BTF_SIZE = BTF + 16;

  // union bpf_attr for BPF_PROG_TEST_RUN
  private static final int TEST_PROG_FD = 0;
  private static final int TEST_RETVAL = TEST_PROG_FD + 4;

  // union bpf_attr for BPF_OBJ_GET_INFO_BY_FD, and struct bpf_prog_info
  private static final int INFO_FD = 0;
  private static final int INFO_LEN = INFO_FD + 4;
  private static final int INFO = INFO_LEN + 4;
  private static final int PROG_INFO_SIZE = 232;
  private static final int PROG_INFO_VERIFIED_INSNS = 216;

  private final int fd;
  private final String name;

  private BpfProgram(int fd, String name) {
    this.fd = fd;
    this.name = name;
  }

  /**
   * Has a program verified and loaded: without a log first, which is quick, and again with one only
   * where it was refused, to say why.
   *
   * @param type {@link #RAW_TRACEPOINT}, say
   * @param name shown by bpftool
   * @throws VerifierException where the verifier refuses the program
   * @throws ErrnoException EPERM without CAP_BPF and CAP_PERFMON
   */
  static BpfProgram load(int type, String name, Code code) {
    return load(type, 0, name, code);
  }

  /**
   * The same for a program that is to be attached to a tracepoint.
   *
   * @param tracepoint id of the typedef of its handler, {@link KernelTypes#typedef}
   */
  static BpfProgram loadTracing(int tracepoint, String name, Code code) {
    return load(TRACING, tracepoint, name, code);
  }

  private static BpfProgram load(int type, int tracepoint, String name, Code code) {
    int btf = loadTypes(FunctionTypes.btf(code), code.functions().size() + " functions");
    try (Bpf bpf = new Bpf()) {
      byte[] info = FunctionTypes.info(code);
      bpf.u32(PROG_TYPE, type).u32(INSN_CNT, code.instructions().length);
      bpf.copy(INSNS, bytes(code)).copy(LICENSE_POINTER, LICENSE).name(PROG_NAME, name);
      bpf.u32(PROG_BTF_FD, btf).u32(FUNC_INFO_REC_SIZE, FunctionTypes.INFO_SIZE);
      bpf.copy(FUNC_INFO, info).u32(FUNC_INFO_CNT, code.functions().size());
      if (tracepoint != 0) {
        bpf.u32(EXPECTED_ATTACH_TYPE, BPF_TRACE_RAW_TP).u32(ATTACH_BTF_ID, tracepoint);
      }
      int fd = bpf.tryRun(Bpf.PROG_LOAD);
      if (fd == -EPERM) {
        throw new ErrnoException("bpf(BPF_PROG_LOAD, '" + name + "')", -fd);
      }
      return new BpfProgram(fd < 0 ? loadWithLog(bpf, name) : fd, name);
    } finally {
      LibC.LIBC.close(btf);
    }
  }

  /** Has type information loaded; the descriptor is the caller's. */
  static int loadTypes(byte[] btf, String what) {
    try (Bpf bpf = new Bpf()) {
      bpf.copy(BTF, btf).u32(BTF_SIZE, btf.length);
      return bpf.run(Bpf.BTF_LOAD, "BPF_BTF_LOAD, " + what);
    }
  }

  private static int loadWithLog(Bpf bpf, String name) {
    long log = Memory.allocate(LOG_SIZE);
    try {
      bpf.u32(LOG_LEVEL, 1).u32(LOG_SIZE_FIELD, LOG_SIZE).u64(LOG_BUF, log);
      int fd = bpf.tryRun(Bpf.PROG_LOAD);
      if (fd < 0) {
        throw new VerifierException(name, -fd, text(log));
      }
      return fd;
    } finally {
      Memory.free(log);
    }
  }

  private static String text(long log) {
    int length = 0;
    while (length < LOG_SIZE && Memory.getByte(log + length) != 0) {
      length++;
    }
    return new String(Memory.bytes(log, length), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Code code) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Instruction.SIZE * code.instructions().length)
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(code.instructions());
    return bytes.array();
  }

  /**
   * Runs the program once on the calling thread, in whose memory it reads, without attaching it to
   * anything; returns its result.
   *
   * @throws ErrnoException where the kernel cannot run programs of this type so
   */
  int testRun() {
    try (Bpf bpf = new Bpf()) {
      bpf.u32(TEST_PROG_FD, fd).run(Bpf.PROG_TEST_RUN, "BPF_PROG_TEST_RUN, '" + name + "'");
      return bpf.u32(TEST_RETVAL);
    }
  }

  /**
   * Attaches a tracing program; from now on it runs wherever its tracepoint is reached.
   *
   * @return descriptor of the link, which detaches it when it is closed
   * @throws ErrnoException where the kernel refuses
   */
  int attach() {
    try (Bpf bpf = new Bpf()) {
      return bpf.u32(TRACEPOINT_PROG_FD, fd)
          .run(Bpf.RAW_TRACEPOINT_OPEN, "BPF_RAW_TRACEPOINT_OPEN, '" + name + "'");
    }
  }

  /** Instructions that the verifier walked through before it was content; it gives up at 1 M. */
  int verifiedInstructions() {
    long info = Memory.allocate(PROG_INFO_SIZE);
    try (Bpf bpf = new Bpf()) {
      bpf.u32(INFO_FD, fd).u32(INFO_LEN, PROG_INFO_SIZE).u64(INFO, info);
      bpf.run(Bpf.OBJ_GET_INFO_BY_FD, "BPF_OBJ_GET_INFO_BY_FD, '" + name + "'");
      return Memory.getInt(info + PROG_INFO_VERIFIED_INSNS);
    } finally {
      Memory.free(info);
    }
  }

  @Override
  public void close() {
    LibC.LIBC.close(fd);
  }
}
