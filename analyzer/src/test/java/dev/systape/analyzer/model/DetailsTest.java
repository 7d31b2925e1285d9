package dev.systape.analyzer.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strace's -yy tells of descriptors, as far as a tape knows it. */
class DetailsTest {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;

  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, TCP",
    "2, 0x80001, 6, TCP",
    "10, 2, 17, UDPv6",
    "2, 3, 255, RAW",
    "1, 1, 0, UNIX-STREAM",
    "1, 2, 0, UNIX",
    "16, 3, 0, NETLINK",
    "17, 3, 768,",
    "2, 1, 132,",
  })
  void aSocketIsNamedByItsProtocol(int domain, String type, int protocol, String name) {
    SocketEnds ends = SocketEnds.of(domain, Integer.decode(type), protocol);
    assertThat(ends == null ? null : ends.toString()).isEqualTo(name);
  }

  @Test
  void aSocketHasTheEndsThatCallsTold() {
    SocketEnds listening = SocketEnds.of(AF_INET, SOCK_STREAM, 0);
    listening.local("127.0.0.1:80");
    listening.local(null);
    assertThat(listening).hasToString("TCP:[127.0.0.1:80]");
    assertThat(listening.accepted("127.0.0.1:4000"))
        .hasToString("TCP:[127.0.0.1:80->127.0.0.1:4000]");
    SocketEnds client = SocketEnds.of(AF_INET, SOCK_STREAM, 0);
    client.remote("127.0.0.1:80");
    assertThat(client).hasToString("TCP:[->127.0.0.1:80]");
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/null, <char 1:3>",
    "/dev/pts/4, <char 136:4>",
    "/dev/loop0, <block 7:0>",
    "/dev/tty1, <char 4:1>",
    "/dev/tty, <char 5:0>",
    "/dev/loopback,",
    "/etc/passwd,",
    "/dev,",
  })
  void aDeviceHasItsNumbers(String path, String text) {
    assertThat(DeviceNames.of(path.getBytes(US_ASCII))).isEqualTo(text);
  }
}
