package dev.systape.analyzer.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.testing.CallBuilder;
import dev.systape.analyzer.testing.TapeBuilder;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.tape.Capture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views of the schema calls on tapes of a few calls whose bytes are written here. */
class CallViewsTest {
  private static final int AT_FDCWD = -100;

  @TempDir private Path directory;

  @Test
  void aPathIsTextAndBytesAndFlagsAreNames() throws Exception {
    byte[] path = {'/', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, '\''};
    try (LoadedTape tape =
        one(
            257,
            call ->
                call.arguments(AT_FDCWD, 0x1000, 0x40080041L, 0644)
                    .text(1, 0x1000, path, Capture.STRING)
                    .result(-2))) {
      assertThat(
              tape.value(
                  "SELECT dirfd, pathname, hex(pathname_raw), flags, flags_raw, mode, ret, errno FROM calls.openat"))
          .isEqualTo(
              "-100|/\\xffé'|2FFFC3A927|[O_WRONLY, O_CREAT, O_CLOEXEC, 0x40000000]|1074266177|420|-2|2");
    }
  }

  @Test
  void aModeThatTheCallDoesNotTakeIsNull() throws Exception {
    try (LoadedTape tape = one(257, call -> call.arguments(AT_FDCWD, 0, 0, 0777).result(-14))) {
      assertThat(tape.value("SELECT pathname, pathname_address, flags, mode FROM calls.openat"))
          .isEqualTo("~|0|[O_RDONLY]|~");
    }
  }

  @Test
  void aStructIsLaidOutAsTheAbiOfTheRowHasIt() throws Exception {
    byte[] wide = new byte[144];
    ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).putLong(48, 1L << 40).putInt(24, 0100644);
    byte[] narrow = new byte[64];
    ByteBuffer.wrap(narrow)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(20, -1)
        .putShort(8, (short) 0100600);
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      tape.call(1, 1, 5).arguments(3, 0x1000).buffer(1, Capture.EXIT, 0x1000, wide).add();
      tape.call(1, 1, 108)
          .abi(Abi.I386)
          .arguments(3, 0x1000)
          .buffer(1, Capture.EXIT, 0x1000, narrow)
          .add();
      tape.call(1, 1, 5).arguments(3, 0x1000).buffer(1, Capture.EXIT, 0x1000, new byte[50]).add();
    }
    try (LoadedTape tape = LoadedTape.of(path)) {
      assertThat(
              tape.rows(
                  "SELECT abi, statbuf.st_size, statbuf.st_mode FROM calls.fstat ORDER BY seq"))
          .containsExactly("x86_64|1099511627776|33188", "i386|4294967295|33152", "x86_64|~|0");
    }
  }

  @Test
  void aSocketAddressIsReadByItsFamily() throws Exception {
    String[] addresses = {
      "0200005070000001",
      "02000050" + "7f000001" + "0".repeat(16),
      "0a00005000000000" + "0".repeat(31) + "1" + "00000000",
      "0a00005000000000" + "20010db8000000000001000000000000" + "00000000",
      "0a00005000000000" + "0".repeat(20) + "ffff0a000001" + "00000000",
      "01002f746d702f7300",
      "0100006162ff"
    };
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      for (String address : addresses) {
        byte[] bytes = HexFormat.of().parseHex(address);
        tape.call(1, 1, 42)
            .arguments(3, 0x1000, bytes.length)
            .buffer(1, Capture.ENTRY, 0x1000, bytes)
            .add();
      }
    }
    try (LoadedTape tape = LoadedTape.of(path)) {
      assertThat(
              tape.rows(
                  "SELECT addr.family, addr.address, addr.port, addr.path FROM calls.connect ORDER BY seq"))
          .containsExactly(
              "AF_INET|~|80|~",
              "AF_INET|127.0.0.1|80|~",
              "AF_INET6|::1|80|~",
              "AF_INET6|2001:db8:0:0:1::|80|~",
              "AF_INET6|::ffff:10.0.0.1|80|~",
              "AF_UNIX|~|~|/tmp/s",
              "AF_UNIX|~|~|@ab\\xff");
    }
  }

  @Test
  void anArgumentIsWhatLiesAtItsAddress() throws Exception {
    byte[] other = new byte[144];
    try (LoadedTape tape =
        one(5, call -> call.arguments(3, 0x1000).buffer(1, Capture.EXIT, 0x2000, other))) {
      assertThat(tape.value("SELECT statbuf IS NULL FROM calls.fstat")).isEqualTo("true");
    }
  }

  @Test
  void ofSeveralCapturesOfABufferTheLongestIsShown() throws Exception {
    byte[] cut = {1, 2};
    byte[] whole = {1, 2, 3, 4};
    try (LoadedTape tape =
        one(
            44,
            call ->
                call.arguments(3, 0x1000, 4)
                    .capture(1, Capture.ENTRY, Capture.BYTES, 0, 0x1000, 4, 1, 0, cut)
                    .buffer(1, Capture.ENTRY, 0x1000, whole)
                    .buffer(1, Capture.ENTRY, 0x2000, new byte[9])
                    .result(4))) {
      assertThat(tape.value("SELECT hex(buf), buf_length FROM calls.sendto"))
          .isEqualTo("01020304|4");
    }
  }

  @Test
  void dataOfSeveralMessagesStandsInTheirOrder() throws Exception {
    String[] parts = {"d", "c", "b", "a"};
    try (LoadedTape tape =
        one(
            307,
            call -> {
              call.arguments(3, 0x1000, 2);
              for (int i = 0; i < parts.length; i++) {
                byte[] part = TapeBuilder.bytes(parts[i]);
                call.capture(
                    1, Capture.ENTRY, Capture.IOVEC_DATA, i % 2, 0x2000, 10 + i, 0, 0, part);
              }
              return call.result(2);
            })) {
      assertThat(
              tape.value(
                  "SELECT list_transform(msgvec, lambda b: b::VARCHAR), msgvec_length FROM calls.sendmmsg"))
          .isEqualTo("[d, c, b, a]|[10, 11, 12, 13]");
    }
  }

  @Test
  void elementsOfAnArrayAreAListOfStructs() throws Exception {
    byte[] fds = HexFormat.of().parseHex("0300000001000000" + "ffffffff0d000100");
    try (LoadedTape tape =
        one(
            7,
            call -> call.arguments(0x1000, 2, -1).buffer(0, Capture.EXIT, 0x1000, fds).result(1))) {
      assertThat(
              tape.value(
                  "SELECT list_transform(fds_exit, lambda f: f.fd), fds_exit[2].events, fds, timeout FROM calls.poll"))
          .isEqualTo("[3, -1]|[POLLIN, POLLOUT, POLLERR]|~|-1");
    }
  }

  @Test
  void theArgumentOfACommandIsDecodedByTheCommand() throws Exception {
    try (LoadedTape tape = one(72, call -> call.arguments(3, 4, 0x800))) {
      assertThat(
              tape.value(
                  "SELECT cmd, arg, arg_open_flags, arg_pid FROM calls.fcntl"
                      .replace(", arg_pid", "")))
          .isEqualTo("F_SETFL|2048|[O_RDONLY, O_NONBLOCK]");
    }
  }

  @Test
  void anArgumentWithTheNameOfACommonColumnHasAnotherName() throws Exception {
    try (LoadedTape tape = one(62, call -> call.arguments(77, 9))) {
      assertThat(tape.value("SELECT pid, pid_arg, sig, sig_raw FROM calls.kill"))
          .isEqualTo("1|77|SIGKILL|9");
    }
  }

  @Test
  void aCallOfSeveralCapturesOfOneKindIsOneRowWithTheFirst() throws Exception {
    byte[] first = {1, 2};
    byte[] second = {3};
    try (LoadedTape tape =
        one(
            1,
            call ->
                call.arguments(3, 0x1000, 2)
                    .buffer(1, Capture.ENTRY, 0x1000, first)
                    .buffer(1, Capture.ENTRY, 0x1000, second)
                    .buffer(1, Capture.EXIT, 0x1000, second)
                    .result(2))) {
      assertThat(tape.rows("SELECT hex(buf) FROM calls.write")).containsExactly("0102");
      assertThat(tape.rows("SELECT hex(data), flags FROM capture ORDER BY ALL"))
          .containsExactly("0102|0", "03|0", "03|32");
    }
  }

  private LoadedTape one(int number, java.util.function.UnaryOperator<CallBuilder> call)
      throws Exception {
    Path path = directory.resolve("t.cq");
    try (TapeBuilder tape = TapeBuilder.withHeader(path)) {
      call.apply(tape.call(1, 1, number)).add();
    }
    return LoadedTape.of(path);
  }
}
