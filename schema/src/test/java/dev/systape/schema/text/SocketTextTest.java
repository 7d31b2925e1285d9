package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, options and control messages of sockets, as strace 6.1 writes them. */
class SocketTextTest {
  private static final long AT = 0x1000;
  private static final long IOV = 0x2000;
  private static final String NONE = "0000000000000000";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0300 966282848640 1e 000000 00000000 | {sa_family=AF_AX25, sax25_call=K1ABC-15, sax25_ndigis=0}",
        "0300 824084404040 02 000000 00000000 | {sa_family=AF_AX25, sax25_call={ax25_call=\"\\x82\\x40\\x84\\x40\\x40\\x40\\x02\"} /* A B-1 */, sax25_ndigis=0}",
        "0300 a2a6a8404040 00 000000 02000000 88928e924040 02 | {sa_family=AF_AX25, fsa_ax25={sax25_call=QST-0, sax25_ndigis=2}, fsa_digipeater=[DIGI-1, ...]}",
        "2a00 0000 ffffffff feffffff | {sa_family=AF_QIPCRTR, sq_node=QRTR_NODE_BCAST, sq_port=QRTR_PORT_CTRL}",
        "2d00 0000 00000000 ff 01 02 00 | {sa_family=AF_MCTP, smctp_network=MCTP_NET_ANY, smctp_addr={s_addr=MCTP_ADDR_ANY}, smctp_type=0x1, smctp_tag=0x2}",
        "2400 0000 02000000 ffff feff 000000000000 0000 | {sa_family=AF_IEEE802154, addr={addr_type=0x2 /* IEEE802154_ADDR_SHORT */, pan_id=0xffff /* IEEE802154_PANID_BROADCAST */, short_addr=0xfffe /* IEEE802154_ADDR_UNDEF */}}",
        "2700 0000 01000000 02000000 05000000 | {sa_family=AF_NFC, dev_idx=if_nametoindex(\"lo\"), target_idx=0x2, nfc_protocol=NFC_PROTO_NFC_DEP}",
        "2600 686173680000 0000000000000000 00000000 00000000 73686100 | {sa_family=AF_ALG, salg_type=\"hash\", salg_feat=0, salg_mask=0, salg_name=\"sha\"}",
        "1100 0003 01000000 0100 04 02 0102 000000000000 | {sa_family=AF_PACKET, sll_protocol=htons(ETH_P_ALL), sll_ifindex=if_nametoindex(\"lo\"), sll_hatype=ARPHRD_ETHER, sll_pkttype=PACKET_OUTGOING, sll_halen=2, sll_addr=[0x1, 0x2]}",
        "0a00 0009 00000000 fe800000000000000000000000000001 01000000 | {sa_family=AF_INET6, sin6_port=htons(9), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"fe80::1\", &sin6_addr), sin6_scope_id=if_nametoindex(\"lo\")}",
        "2100 0100 0200 1000 0200 1b58 7f000001 0000000000000000 000000000000000000000000 | {sa_family=AF_RXRPC, srx_service=0x1 /* CM_SERVICE */, transport_type=SOCK_DGRAM, transport_len=16, transport={sin={sin_family=AF_INET, sin_port=htons(7000), sin_addr=inet_addr(\"127.0.0.1\")}}}",
      })
  void anAddressIsWrittenByItsFamily(String hex, String text) {
    byte[] bytes = RecordedCall.hex(hex);
    assertThat(RecordedCall.of("bind", 3, AT, bytes.length).entry(1, AT, hex).returns(0).line())
        .isEqualTo("bind(3, " + text + ", " + bytes.length + ") = 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 | 64 | 01000000 | IPT_SO_SET_REPLACE, [1], 4",
        "1 | 74 | ff000000 | SO_TXREHASH, [SOCK_TXREHASH_DEFAULT], 4",
        "1 | 74 | feffffff | SO_TXREHASH, [-2 /* SOCK_TXREHASH_??? */], 4",
        "41 | 20 | ff020000000000000000000000000001 01000000 | IPV6_ADD_MEMBERSHIP, {inet_pton(AF_INET6, \"ff02::1\", &ipv6mr_multiaddr), ipv6mr_interface=if_nametoindex(\"lo\")}, 20",
        "255 | 1 | 01010000 | ICMP_FILTER, [ICMP_ECHOREPLY ICMP_ECHO], 4",
        "255 | 1 | feffffff | ICMP_FILTER, ~[ICMP_ECHOREPLY], 4",
        "263 | 1 | 01000000 0000 0600 010203040506 0000 | PACKET_ADD_MEMBERSHIP, {mr_ifindex=if_nametoindex(\"lo\"), mr_type=PACKET_MR_MULTICAST, mr_alen=6, mr_address=01:02:03:04:05:06}, 16",
        "263 | 5 | 00100000 02000000 00080000 04000000 | PACKET_RX_RING, {tp_block_size=4096, tp_block_nr=2, tp_frame_size=2048, tp_frame_nr=4}, 16",
        "263 | 5 | 00100000 02000000 00080000 | PACKET_RX_RING, 0x1000, 12",
      })
  void anOptionHasItsValue(int level, int option, String hex, String text) {
    int length = RecordedCall.hex(hex).length;
    String line =
        RecordedCall.of("setsockopt", 3, level, option, AT, length)
            .entry(3, AT, hex)
            .returns(0)
            .line();
    assertThat(line).endsWith(", " + text + ") = 0");
  }

  @Test
  void aFilterIsWholeWhereAllIsAskedFor() {
    RecordedCall call =
        RecordedCall.of("setsockopt", 3, 1, 26, AT, 16)
            .entry(3, AT, "0200000000000000 0020000000000000")
            .entry(3, IOV, "2000000024f0ffff 06000000ffff0000")
            .returns(0);
    assertThat(call.line(new TextOptions(32, true, 0, 0)))
        .isEqualTo(
            "setsockopt(3, SOL_SOCKET, SO_ATTACH_FILTER, {len=2, filter="
                + "[BPF_STMT(BPF_LD|BPF_W|BPF_ABS, SKF_AD_OFF+SKF_AD_CPU),"
                + " BPF_STMT(BPF_RET|BPF_K, 0xffff)]}, 16) = 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1800000000000000 01000000 01000000 03000000 04000000 | [{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[3, 4]}]",
        "1400000000000000 01000000 02000000 01000000 | [{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS}]",
        "1c00000000000000 01000000 02000000 01000000 ffffffff 02000000 00000000 | [{cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=1, uid=-1, gid=2}}]",
        "1400000000000000 01000000 1d000000 01000000 | [{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SO_TIMESTAMP_OLD, cmsg_data=???}]",
        "2000000000000000 01000000 23000000 0100000000000000 0200000000000000 | [{cmsg_len=32, cmsg_level=SOL_SOCKET, cmsg_type=SO_TIMESTAMPNS_OLD, cmsg_data={tv_sec=1, tv_nsec=2}}]",
        "1400000000000000 00000000 02000000 40000000 | [{cmsg_len=20, cmsg_level=SOL_IP, cmsg_type=IP_TTL, cmsg_data=[64]}]",
        "1c00000000000000 00000000 08000000 01000000 7f000001 7f000002 | [{cmsg_len=28, cmsg_level=SOL_IP, cmsg_type=IP_PKTINFO, cmsg_data={ipi_ifindex=if_nametoindex(\"lo\"), ipi_spec_dst=inet_addr(\"127.0.0.1\"), ipi_addr=inet_addr(\"127.0.0.2\")}}]",
        "1400000000000000 29000000 32000000 01000000 | [{cmsg_len=20, cmsg_level=SOL_IPV6, cmsg_type=0x32}]",
        "0100000000000000 01000000 01000000 0300000000000000 | [{cmsg_len=1, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS}, ... /* 0x2010 */]",
      })
  void aControlMessageIsWrittenByItsType(String hex, String text) {
    int length = RecordedCall.hex(hex).length;
    String header =
        NONE
            + NONE
            + NONE
            + NONE
            + "0020000000000000"
            + "%02x00000000000000".formatted(length)
            + NONE;
    assertThat(
            RecordedCall.of("sendmsg", 3, AT, 0)
                .entry(1, AT, header)
                .entry(1, IOV, hex)
                .returns(0)
                .line())
        .isEqualTo(
            "sendmsg(3, {msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0, msg_control="
                + text
                + ", msg_controllen="
                + length
                + ", msg_flags=0}, 0) = 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "17 ; 3 ; 0x300 ; AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)",
        "3 ; 2 ; 0xf0 ; AF_AX25, SOCK_DGRAM, 0xf0 /* AX25_P_TEXT */",
        "43 ; 1 ; 1 ; AF_SMC, SOCK_STREAM, SMCPROTO_SMC6",
        "1 ; 0x1001 ; 0 ; AF_UNIX, SOCK_STREAM|0x1000 /* SOCK_??? */, 0",
        "1 ; 0x81001 ; 0 ; AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|0x1000, 0",
      })
  void aProtocolIsNamedByItsDomain(String domain, String type, String protocol, String text) {
    assertThat(
            RecordedCall.of("socket", Long.decode(domain), Long.decode(type), Long.decode(protocol))
                .returns(3)
                .line())
        .isEqualTo("socket(" + text + ") = 3");
  }

  @Test
  void messagesReceivedTellWhatIsLeftOfTheTime() {
    assertThat(
            RecordedCall.of("recvmmsg", 3, AT, 0, 0, IOV)
                .entry(4, IOV, "0100000000000000" + NONE)
                .exit(4, IOV, NONE + NONE)
                .returns(0)
                .line())
        .isEqualTo("recvmmsg(3, [], 0, 0, {tv_sec=1, tv_nsec=0}) = 0 (Timeout)");
  }

  @Test
  void messagesSentHaveTheirLengthsAtExit() {
    String header = NONE.repeat(7);
    assertThat(
            RecordedCall.of("sendmmsg", 3, AT, 1, 0)
                .entry(1, AT, header + NONE)
                .exit(1, AT, header + "0500000000000000")
                .returns(1)
                .line())
        .isEqualTo(
            "sendmmsg(3, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=NULL, msg_iovlen=0,"
                + " msg_controllen=0, msg_flags=0}, msg_len=5}], 1, 0) = 1");
  }

  @Test
  void socketcallIsWrittenAsTheCallThatItStandsFor() {
    assertThat(
            RecordedCall.on(Abi.I386, "socketcall", 2, AT)
                .entry(1, AT, "03000000 00200000 10000000")
                .entry(1, IOV, "0200 0050 7f000001 0000000000000000")
                .returns(0)
                .line())
        .isEqualTo(
            "bind(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")},"
                + " 16) = 0");
    assertThat(RecordedCall.on(Abi.I386, "socketcall", 21, AT).returns(-22).line())
        .isEqualTo("socketcall(21, 0x1000) = -1 EINVAL (Invalid argument)");
    assertThat(
            RecordedCall.on(Abi.I386, "socketcall", 9, AT)
                .entry(1, AT, "03000000 00200000 02000000 00000000")
                .entry(1, IOV, "6869")
                .returns(2)
                .line())
        .isEqualTo("send(3, \"hi\", 2, 0) = 2");
  }

  @Test
  void aMessageThatIsOneOfManyTellsTheLengthOfItsAddressBeforeAndAfter() {
    String before = "0030000000000000 1000000000000000" + "00".repeat(48);
    String after = "0030000000000000 0000000000000000" + "00".repeat(48);
    String line =
        RecordedCall.of("recvmmsg", 3, AT, 1, 0, 0)
            .entry(1, AT, before)
            .exit(1, AT, after)
            .returns(1)
            .line();
    assertThat(line).contains("{msg_name=0x3000, msg_namelen=16 => 0, msg_iov=NULL,");
  }

  @Test
  void theGroupsOfANetlinkSocketAreWordsAsManyAsThereWasRoomFor() {
    RecordedCall call =
        RecordedCall.of("getsockopt", 3, 270, 9, AT, IOV)
            .exit(3, AT, "11000080 01000000")
            .entry(4, IOV, "04000000")
            .exit(4, IOV, "08000000")
            .returns(0);
    assertThat(call.line())
        .isEqualTo(
            "getsockopt(3, SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS, [2147483665], [4 => 8]) = 0");
  }
}
