package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.ProcessNew;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a descriptor is that came by SCM_RIGHTS. Times are in ms. Process 100 has files /a, /b as 5,
 * 6 and a pair of sockets as 7, 8; process 200 is its child. 100 sends through 7, 200 receives from
 * 8, mostly as 20 and 21.
 */
class SentDescriptorsTest {
  private static final int AT_FDCWD = -100;
  private static final int AF_UNIX = 1;
  private static final int STREAM = 1;
  private static final int PACKETS = 5;
  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int SENDTO = 44;
  private static final int SENDMSG = 46;
  private static final int RECVMSG = 47;
  private static final int SOCKETPAIR = 53;
  private static final int OPENAT = 257;
  private static final int IO_URING_ENTER = 426;
  private static final long MESSAGE = 0x6000;
  private static final long CONTROL = 0x7000;
  private static final long PAIR = 0x8000;
  private static final long PEEK = 2;
  private static final long CLOEXEC = 0x4000_0000;
  private static final long MS = 1_000_000;

  @TempDir Path directory;
  private TapeBuilder tape;

  @BeforeEach
  void begins() {
    tape = TapeBuilder.withHeader(directory.resolve("t.cq"));
    tape.record(100, 100, 100, birth(0, ProcessNew.SPAWNED, 100));
    tape.record(100, 100, 200, exec());
    open("/a", 5);
    open("/b", 6);
  }

  @Test
  void aReceivedDescriptorIsWhatItsSenderSent() throws Exception {
    pair(STREAM);
    send(4, 5, 3, 5, 6);
    receive(6, 7, 3, 0, 20, 21);
    read(8, 20);
    read(9, 21);
    assertThat(paths()).containsExactly("/a", "/b");
  }

  @Test
  void descriptorsComeWithTheFirstByteOfTheirMessage() throws Exception {
    pair(STREAM);
    call(100, WRITE, 4, 5, 10, 7);
    send(6, 7, 3, 5);
    send(8, 9, 3, 6);
    // Eleven bytes: the ten that were written, and one of the first message.
    receive(10, 11, 11, 0, 20);
    receive(12, 13, 5, 0, 21);
    read(14, 20);
    read(15, 21);
    assertThat(paths()).containsExactly("/a", "/b");
  }

  @Test
  void whatIsReadWithoutItsDescriptorsIsGone() throws Exception {
    pair(STREAM);
    send(4, 5, 3, 5);
    send(6, 7, 3, 6);
    call(200, READ, 8, 9, 3, 8);
    receive(10, 11, 3, 0, 20);
    read(12, 20);
    assertThat(paths()).containsExactly("~", "/b");
  }

  @Test
  void messagesAreCountedWhereTheyAreKeptApart() throws Exception {
    pair(PACKETS);
    call(100, SENDTO, 4, 5, 10, 7);
    send(6, 7, 3, 5);
    send(8, 9, 0, 6);
    // Cut to four of ten bytes, then one with no data and all its descriptors.
    call(200, READ, 10, 11, 4, 8);
    receive(12, 13, 3, 0, 20);
    read(14, 20);
    assertThat(paths()).containsExactly("~", "/a");
  }

  @Test
  void aRecordOfTheSenderThatComesLaterTellsFromThenOn() throws Exception {
    pair(STREAM);
    receive(4, 6, 3, 0, 20, 21);
    read(7, 20);
    send(5, 8, 3, 5, 6);
    read(9, 20);
    read(10, 21);
    assertThat(paths()).containsExactly("~", "/a", "/b");
  }

  @Test
  void aNumberThatStandsForAnotherFileByThenIsLeftAlone() throws Exception {
    pair(STREAM);
    receive(4, 6, 3, 0, 20);
    tape.call(200, 200, 33).times(6 * MS, 7 * MS).arguments(6, 20).result(20).add();
    send(5, 8, 3, 5);
    read(9, 20);
    assertThat(paths()).containsExactly("/b");
  }

  @Test
  void theReceiverSaysWhetherItIsClosedAtExec() throws Exception {
    pair(STREAM);
    send(4, 5, 3, 5);
    send(5, 6, 3, 6);
    receive(6, 7, 3, CLOEXEC, 20);
    receive(7, 8, 3, 0, 21);
    tape.record(200, 200, 9 * MS, exec(200));
    read(10, 20);
    read(11, 21);
    assertThat(paths()).containsExactly("~", "/b");
  }

  @Test
  void aLookIsNoReceipt() throws Exception {
    pair(STREAM);
    send(4, 5, 3, 5);
    receive(6, 7, 3, PEEK, 20);
    receive(8, 9, 3, 0, 21);
    read(10, 20);
    read(11, 21);
    assertThat(paths()).containsExactly("~", "/a");
  }

  @Test
  void twoThatSendAtOnceAreNotTold() throws Exception {
    pair(STREAM);
    send(4, 6, 3, 5);
    message(200, SENDMSG, 5, 7, 7, Capture.ENTRY, 3, 0, 6);
    receive(8, 9, 3, 0, 20);
    receive(10, 11, 3, 0, 21);
    read(12, 20);
    read(13, 21);
    assertThat(paths()).containsExactly("~", "~");
  }

  @Test
  void whatSendsUnseenMayHaveSentIt() throws Exception {
    pair(STREAM);
    call(200, IO_URING_ENTER, 3, 4, 1, 30);
    send(4, 5, 3, 5);
    receive(6, 7, 3, 0, 20);
    read(8, 20);
    assertThat(paths()).containsExactly("~");
  }

  @Test
  void anUnknownDescriptorMayBeAnEndOfThePair() throws Exception {
    pair(STREAM);
    call(200, WRITE, 3, 4, 1, 30);
    send(4, 5, 3, 5);
    receive(6, 7, 3, 0, 20);
    read(8, 20);
    assertThat(paths()).containsExactly("~");
  }

  @Test
  void anEndOfAPairThatIsSentAwayMayBeUsedAnywhere() throws Exception {
    pair(STREAM);
    send(3, 4, 1, 7);
    receive(4, 5, 1, 0, 22);
    send(5, 6, 3, 5);
    receive(6, 7, 3, 0, 20);
    read(8, 20);
    assertThat(paths()).containsExactly("~");
  }

  @Test
  void behindAGapNothingIsKnown() throws Exception {
    pair(STREAM);
    tape.record(0, 0, 4 * MS, new Lost(1, 3 * MS, 4 * MS, 2, Lost.RING_FULL));
    open("/a", 5);
    send(5, 6, 3, 5);
    receive(7, 8, 3, 0, 20);
    read(9, 20);
    assertThat(paths()).containsExactly("~");
  }

  @Test
  void aCallThatDidNotReturnMayHaveTakenSomething() throws Exception {
    pair(STREAM);
    send(3, 4, 3, 5);
    tape.call(200, 200, READ)
        .times(4 * MS, 0)
        .flags(dev.systape.schema.tape.SyscallRecord.NO_EXIT)
        .registers(new long[] {8, 0, 0, 0, 0, 0, 0, 0}, new long[0])
        .add();
    send(5, 6, 3, 6);
    receive(7, 8, 3, 0, 20);
    read(9, 20);
    assertThat(paths()).containsExactly("~", "~");
  }

  private void open(String path, long fd) {
    tape.call(100, 100, OPENAT)
        .times(MS / 2, MS / 2 + 1)
        .arguments(AT_FDCWD, 0x5000)
        .text(1, 0x5000, path)
        .result(fd)
        .add();
  }

  private void pair(int type) {
    tape.call(100, 100, SOCKETPAIR)
        .times(MS, MS + 1)
        .arguments(AF_UNIX, type, 0, PAIR)
        .buffer(3, Capture.EXIT, PAIR, ints(7, 8))
        .add();
    tape.record(200, 200, 2 * MS, birth(100, ProcessNew.CREATED, 200));
  }

  private void send(long beginMs, long endMs, long bytes, int... fds) {
    message(100, SENDMSG, beginMs, endMs, 7, Capture.ENTRY, bytes, 0, fds);
  }

  private void receive(long beginMs, long endMs, long bytes, long flags, int... fds) {
    message(200, RECVMSG, beginMs, endMs, 8, Capture.EXIT, bytes, flags, fds);
  }

  private void message(
      int tid,
      int number,
      long beginMs,
      long endMs,
      long socket,
      int phase,
      long bytes,
      long flags,
      int... fds) {
    long length = 16 + 4L * fds.length;
    byte[] header = words().putLong(32, CONTROL).putLong(40, length + 7 & -8).array();
    byte[] control = words().putLong(0, length).putInt(8, 1).putInt(12, 1).array();
    System.arraycopy(ints(fds), 0, control, 16, 4 * fds.length);
    tape.call(tid, tid, number)
        .times(beginMs * MS, endMs * MS)
        .arguments(socket, MESSAGE, flags)
        .buffer(1, phase, MESSAGE, header)
        .buffer(1, phase, CONTROL, java.util.Arrays.copyOf(control, (int) (length + 7 & -8)))
        .result(bytes)
        .add();
  }

  private static ByteBuffer words() {
    return ByteBuffer.allocate(56).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  private void read(long atMs, long fd) {
    call(200, READ, atMs, atMs + 1, 0, fd);
  }

  private void call(int tid, int number, long beginMs, long endMs, long result, long fd) {
    CallBuilder call = tape.call(tid, tid, number);
    call.times(beginMs * MS, endMs * MS).arguments(fd, 0x9000, result).result(result).add();
  }

  private static ProcessNew birth(int parent, int origin, int tid) {
    return new ProcessNew(parent, parent, 0, origin, tid, 9, TapeBuilder.bytes("comm"));
  }

  private static Exec exec() {
    return exec(100);
  }

  private static Exec exec(int oldTid) {
    return new Exec(oldTid, TapeBuilder.bytes("/x"), TapeBuilder.bytes("/w"), List.of(new byte[0]));
  }

  /** Paths of the reads of a tape. */
  private List<String> paths() throws Exception {
    tape.close();
    try (LoadedTape loaded = LoadedTape.of(directory.resolve("t.cq"))) {
      return loaded.rows("SELECT path FROM syscall WHERE name = 'read' ORDER BY seq");
    }
  }
}
