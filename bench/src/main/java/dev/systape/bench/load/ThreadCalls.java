package dev.systape.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.systape.recorder.tape.TapeWriter;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.TapeRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Calls that threads make one after the other, on a clock that they share. */
abstract class ThreadCalls {
  static final int STAT_SIZE = 144;
  static final long FDCWD = -100;
  static final long ENOENT = -2;
  static final int AF_INET = 2;

  /** Where all buffers are. */
  static final long BUFFER = CallWriter.HEAP + 4096;

  final CallWriter writer;
  final SplittableRandom random;

  /** The process that makes the next call. */
  Task task;

  /** Its thread, from 0. */
  int thread;

  private final TapeWriter tape;
  private final Map<String, Integer> numbers = new HashMap<>();
  private long nowNs = 1_000_000;
  private long calls;

  ThreadCalls(TapeWriter tape, SplittableRandom random) {
    this.tape = tape;
    this.random = random;
    writer = new CallWriter(tape);
    writer.header("/home/user");
  }

  /** Calls so far. */
  final long calls() {
    return calls;
  }

  /** When the last call ended, ns. */
  final long nowNs() {
    return nowNs;
  }

  /** Ends the tape. */
  final void finish() {
    writer.end(calls, nowNs);
  }

  /** Something else than a call. */
  final void event(Task of, int number, TapeRecord body) {
    tape.append(0, of.pid + number, of.pid, of.sequence[number]++, nowNs, body);
  }

  /** Opens a path; the descriptor, or -1. */
  final int open(String path, long flags, boolean there) {
    int fd = there ? task.open() : -1;
    begin("openat", 4_000);
    writer.registers(FDCWD, BUFFER, flags, 0x1a4, there ? fd : ENOENT);
    writer.text(1, BUFFER, path.getBytes(UTF_8));
    writer.append();
    return fd;
  }

  final void close(int fd) {
    call("close", 500, fd, 0);
    task.close(fd);
  }

  final void stat(int fd) {
    begin("newfstatat", 700);
    writer.registers(fd, BUFFER, BUFFER + 4096, 0x1000, 0);
    writer.text(1, BUFFER, new byte[0]);
    fill(writer.buffer(2, Capture.EXIT, BUFFER + 4096, STAT_SIZE), STAT_SIZE);
    writer.append();
  }

  /** A call that moves bytes between a descriptor and a buffer. */
  final void transfer(String name, int fd, long size, long moved) {
    begin(name, 2_000);
    writer.registers(fd, BUFFER, size, 0, 0, 0, moved);
    boolean out = name.equals("write") || name.equals("sendto");
    long data = writer.buffer(1, out ? Capture.ENTRY : Capture.EXIT, BUFFER, moved);
    fill(data, (int) Math.min(moved, CallWriter.STRING_LIMIT));
    writer.append();
  }

  final int socket() {
    int fd = task.open();
    call("socket", 5_000, AF_INET, 1, 0, fd);
    return fd;
  }

  final void connect(int fd, int host, int port, long result) {
    begin("connect", 300_000);
    writer.registers(fd, BUFFER, 16, result);
    address(1, Capture.ENTRY, host, port);
    writer.append();
  }

  final void address(int argument, int phase, int host, int port) {
    byte[] address = {
      AF_INET,
      0,
      (byte) (port >> 8),
      (byte) port,
      (byte) (host >> 24),
      (byte) (host >> 16),
      (byte) (host >> 8),
      (byte) host,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0
    };
    writer.bytes(argument, phase, BUFFER, address);
  }

  final void call(String name, long usualNs, long... argumentsAndResult) {
    begin(name, usualNs);
    writer.registers(argumentsAndResult);
    writer.append();
  }

  /** Begins a call that takes about so long; 0: it does not end. */
  final void begin(String name, long usualNs) {
    nowNs += 50 + random.nextInt(400);
    long took = usualNs == 0 ? 1 : usualNs / 2 + random.nextLong(usualNs);
    long entryNs = Math.max(task.lastNs[thread] + 1, nowNs - took);
    writer.begin(
        task.pid + thread,
        task.pid,
        thread & 1,
        task.sequence[thread]++,
        numbers.computeIfAbsent(name, SyscallNumbers.of(Abi.X86_64)::number),
        entryNs,
        usualNs == 0 ? 0 : nowNs);
    task.lastNs[thread] = nowNs;
    calls++;
  }

  final void on(Task of, int number) {
    task = of;
    thread = number;
  }

  final void fill(long data, int length) {
    for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
      Memory.putLong(data + i, random.nextLong());
    }
  }
}
