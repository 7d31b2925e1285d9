package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.model.DescribedRoles;
import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.tape.Capture;
import dev.systape.schema.tape.Exec;
import dev.systape.schema.tape.ProcessNew;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls between two ends: whom a message names, and what bytes are moved from and to. Process 100
 * has the files /a and /b as 5 and 6, and a socket as 7.
 */
class TwoEndsTest {
  private static final int AT_FDCWD = -100;
  private static final int SENDFILE = 40;
  private static final int SOCKET = 41;
  private static final int CONNECT = 42;
  private static final int SENDMSG = 46;
  private static final int RECVMSG = 47;
  private static final int OPENAT = 257;
  private static final int SPLICE = 275;
  private static final int COPY_FILE_RANGE = 326;
  private static final int EISCONN = 106;
  private static final int EINPROGRESS = 115;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int HEADER_SIZE = 56;
  private static final int NAME_LENGTH = 8;
  private static final int ADDRESS_SIZE = 16;
  private static final long MESSAGE = 0x6000;
  private static final long NAME = 0x7000;
  private static final long MS = 1_000_000;

  @TempDir Path directory;
  private TapeBuilder tape;
  private long atMs = 1;

  @BeforeEach
  void begins() {
    tape = TapeBuilder.withHeader(directory.resolve("t.cq"));
    byte[] name = TapeBuilder.bytes("comm");
    tape.record(100, 100, 100, new ProcessNew(0, 0, 0, ProcessNew.SPAWNED, 100, 9, name));
    byte[] path = TapeBuilder.bytes("/x");
    tape.record(100, 100, 200, new Exec(100, path, TapeBuilder.bytes("/w"), List.of(path)));
    open("/a", 5);
    open("/b", 6);
    call(SOCKET).arguments(AF_INET, SOCK_DGRAM, 0).result(7).add();
  }

  @Test
  void aMessageIsForWhomItNames() throws Exception {
    message(SENDMSG, Capture.ENTRY, 53, ADDRESS_SIZE, 3);
    message(SENDMSG, Capture.ENTRY, 54, ADDRESS_SIZE, -111);
    assertThat(peers()).containsExactly("127.0.0.1:53", "127.0.0.1:54");
  }

  @Test
  void aMessageIsFromWhomTheKernelNames() throws Exception {
    message(RECVMSG, Capture.EXIT, 53, ADDRESS_SIZE, 3);
    message(RECVMSG, Capture.EXIT, 54, ADDRESS_SIZE, -11);
    assertThat(peers()).containsExactly("127.0.0.1:53", "~");
  }

  @Test
  void aMessageThatNamesNobodyIsForTheOtherEndOfItsSocket() throws Exception {
    message(SENDMSG, Capture.ENTRY, 53, 0, 3);
    connect(address(80), 0);
    message(SENDMSG, Capture.ENTRY, 53, 0, 3);
    message(SENDMSG, Capture.ENTRY, 54, ADDRESS_SIZE, 3);
    assertThat(peers()).containsExactly("~", "127.0.0.1:80", "127.0.0.1:54");
  }

  @Test
  void aConnectThatGoesOnConnectsAndOneThatFailsDoesNot() throws Exception {
    connect(address(80), -EINPROGRESS);
    message(SENDMSG, Capture.ENTRY, 53, 0, 3);
    connect(address(81), -EISCONN);
    message(SENDMSG, Capture.ENTRY, 53, 0, 3);
    assertThat(peers()).containsExactly("127.0.0.1:80", "127.0.0.1:80");
  }

  @Test
  void aSocketThatIsDisconnectedHasNoOtherEnd() throws Exception {
    connect(address(80), 0);
    connect(new byte[ADDRESS_SIZE], 0);
    message(SENDMSG, Capture.ENTRY, 53, 0, 3);
    assertThat(peers()).containsExactly("~");
  }

  @Test
  void bytesThatAreMovedHaveTwoPaths() throws Exception {
    call(COPY_FILE_RANGE).arguments(5, 0, 6, 0, 10, 0).result(10).add();
    call(SENDFILE).arguments(6, 5, 0, 10).result(10).add();
    call(SPLICE).arguments(7, 0, 6, 0, 10, 0).result(10).add();
    call(SPLICE).arguments(5, 0, 7, 0, 10, 0).result(10).add();
    assertThat(asked("SELECT path, path2 FROM syscall WHERE bytes IS NOT NULL ORDER BY seq"))
        .containsExactly("/a|/b", "/b|/a", "~|/b", "/a|~");
  }

  private CallBuilder call(int number) {
    atMs += 2;
    return tape.call(100, 100, number).times(atMs * MS, (atMs + 1) * MS);
  }

  private void connect(byte[] to, long result) {
    call(CONNECT)
        .arguments(7, NAME, ADDRESS_SIZE)
        .buffer(1, Capture.ENTRY, NAME, to)
        .result(result)
        .add();
  }

  private void open(String path, long fd) {
    call(OPENAT).arguments(AT_FDCWD, 0x5000).text(1, 0x5000, path).result(fd).add();
  }

  private void message(int number, int phase, int port, int nameLength, long result) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(0, NAME).putInt(NAME_LENGTH, nameLength);
    call(number)
        .arguments(7, MESSAGE, 0)
        .buffer(1, phase, MESSAGE, header.array())
        .buffer(1, phase, NAME, address(port))
        .result(result)
        .add();
  }

  private static byte[] address(int port) {
    return ByteBuffer.allocate(ADDRESS_SIZE)
        .put((byte) AF_INET)
        .put((byte) 0)
        .putShort((short) port)
        .put(new byte[] {127, 0, 0, 1})
        .array();
  }

  private List<String> peers() throws Exception {
    return asked("SELECT peer FROM syscall WHERE name IN ('sendmsg', 'recvmsg') ORDER BY seq");
  }

  private List<String> asked(String sql) throws Exception {
    tape.close();
    Path made = directory.resolve("t.cq");
    try (LoadedTape loaded = LoadedTape.of(made, new DescribedRoles(Descriptions.load()))) {
      return loaded.rows(sql);
    }
  }
}
