package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Attributes of routing messages, as strace 6.1 wrote the same bytes. */
class RouteNetlinkTest {
  private static final long AT = 0x7ffe_0000_1000L;
  private static final String NEIGHBOUR = "02000000 00000000 0000 00 00";
  private static final String ROUTE = "02000000 00000000 00000000";
  private static final String LINK = "00000000 00000000 00000000 00000000";

  /** What is written of the attributes of a message, whose first struct is given. */
  private static String attributes(int type, String head, String attributes) {
    String body = head + attributes;
    int length = 16 + RecordedCall.hex(body).length;
    String header = "%02x000000 %02x00 0000 00000000 00000000".formatted(length, type);
    RecordedCall call = RecordedCall.of("sendto", 3, AT, length, 0, 0, 0).netlink(0);
    String line = call.returns(length).entry(1, AT, header + body).line();
    int from = line.indexOf("}, ", line.indexOf("}, ") + 3) + 3;
    return line.substring(from, line.lastIndexOf("], " + length));
  }

  @Test
  void wordsOfAttributesHaveTheNamesOfTheirSets() {
    assertThat(attributes(24, ROUTE, "08000f00 fe000000"))
        .isEqualTo("[{nla_len=8, nla_type=RTA_TABLE}, RT_TABLE_MAIN]");
    assertThat(attributes(28, NEIGHBOUR, "06000600 1234"))
        .isEqualTo("[{nla_len=6, nla_type=NDA_PORT}, htons(4660)]");
    assertThat(attributes(28, NEIGHBOUR, "06001000 1100"))
        .isEqualTo("[{nla_len=6, nla_type=NDA_NDM_STATE_MASK}, NUD_INCOMPLETE|NUD_PROBE]");
  }

  @Test
  void aRouteHasSeveralWays() {
    assertThat(attributes(24, ROUTE, "14000900 08000001 07000000 08000102 08000000"))
        .isEqualTo(
            "[{nla_len=20, nla_type=RTA_MULTIPATH}, [{rtnh_len=8, rtnh_flags=0, rtnh_hops=1,"
                + " rtnh_ifindex=7}, {rtnh_len=8, rtnh_flags=RTNH_F_DEAD, rtnh_hops=2,"
                + " rtnh_ifindex=8}]]");
    assertThat(attributes(24, ROUTE, "14000900 10000001 07000000 08000500 01020304"))
        .isEqualTo(
            "[{nla_len=20, nla_type=RTA_MULTIPATH}, [{rtnh_len=16, rtnh_flags=0, rtnh_hops=1,"
                + " rtnh_ifindex=7}, [{nla_len=8, nla_type=RTA_GATEWAY},"
                + " inet_addr(\"1.2.3.4\")]]]");
  }

  @Test
  void anAddressOfAnotherFamilyThanTheRoutesHasItsOwn() {
    assertThat(attributes(24, ROUTE, "0a001200 0200 01020304"))
        .isEqualTo(
            "[{nla_len=10, nla_type=RTA_VIA}, {rtvia_family=AF_INET,"
                + " rtvia_addr=inet_addr(\"1.2.3.4\")}]");
    assertThat(attributes(24, ROUTE, "07001200 0100 61"))
        .isEqualTo("[{nla_len=7, nla_type=RTA_VIA}, {rtvia_family=AF_UNIX, rtvia_addr=\"\\x61\"}]");
  }

  @Test
  void portsOfBridgesHaveAttributesOfTheirOwn() {
    String port = "0c000c00 06001500 1100 0000";
    assertThat(attributes(16, "07" + LINK.substring(2), port))
        .isEqualTo(
            "[{nla_len=12, nla_type=IFLA_PROTINFO}, [{nla_len=6,"
                + " nla_type=IFLA_BRPORT_MESSAGE_AGE_TIMER}, 17 /* 0.17 s */]]");
    assertThat(attributes(16, LINK, port))
        .isEqualTo(
            "[{nla_len=12, nla_type=IFLA_PROTINFO}, \"\\x06\\x00\\x15\\x00\\x11\\x00\\x00\\x00\"]");
  }

  @Test
  void anAddressOfADeviceHasThirtyTwoBytesAtMost() {
    assertThat(attributes(16, LINK, "0a003600 020304050607"))
        .isEqualTo("[{nla_len=10, nla_type=IFLA_PERM_ADDRESS}, 02:03:04:05:06:07]");
    assertThat(attributes(16, LINK, "28003600" + "41".repeat(36))).endsWith("\\x41\"...]");
  }

  @Test
  void anAddressOfALinkHasTheLengthOfTheTypeThatTheFamilyOfTheMessageWouldBe() {
    String nine = "0d003600 010203040506070809 000000";
    assertThat(attributes(16, LINK, nine))
        .isEqualTo("[{nla_len=13, nla_type=IFLA_PERM_ADDRESS}, 01:02:03:04:05:06:07]");
    assertThat(attributes(16, "01" + LINK.substring(2), nine))
        .isEqualTo("[{nla_len=13, nla_type=IFLA_PERM_ADDRESS}, 01:02:03:04:05:06]");
    assertThat(attributes(16, "02" + LINK.substring(2), nine))
        .isEqualTo("[{nla_len=13, nla_type=IFLA_PERM_ADDRESS}, 01:02:03:04:05:06:07:08:09]");
  }

  @Test
  void dataOfALinkIsThatOfTheKindBeforeIt() {
    String data = "0c000200 05000300 01000000";
    assertThat(attributes(16, LINK, "18001200 08000100 74756e00" + data))
        .isEqualTo(
            "[{nla_len=24, nla_type=IFLA_LINKINFO}, [[{nla_len=8, nla_type=IFLA_INFO_KIND},"
                + " \"tun\"], [{nla_len=12, nla_type=IFLA_INFO_DATA}, [{nla_len=5,"
                + " nla_type=IFLA_TUN_TYPE}, IFF_TUN]]]]");
    assertThat(attributes(16, LINK, "1c001200 0b000100 62726964676500 00" + data))
        .endsWith(
            "[{nla_len=12, nla_type=IFLA_INFO_DATA}, [{nla_len=5, nla_type=IFLA_BR_MAX_AGE},"
                + " 1 /* 0.01 s */]]]]");
    assertThat(attributes(16, LINK, "18001200 " + data + "08000100 74756e00"))
        .contains("nla_type=IFLA_INFO_DATA}, \"\\x05\\x00\\x03\\x00\\x01\\x00\\x00\\x00\"]");
    assertThat(attributes(16, LINK, "1c001200 0b000400 62726964676500 00 0c000500 05000100 01"))
        .endsWith(
            "nla_type=IFLA_INFO_SLAVE_DATA}, [{nla_len=5, nla_type=IFLA_BRPORT_STATE}, 1]]]]");
  }

  @Test
  void aStructOfAnOlderKernelEndsBeforeTheLastFields() {
    String ten = "0100000000000000".repeat(10);
    assertThat(attributes(64, "02000000", "54000700" + ten)).endsWith("ndts_forced_gc_runs=1}]");
    assertThat(attributes(64, "02000000", "5c000700" + ten + "0200000000000000"))
        .endsWith("ndts_forced_gc_runs=1, ndts_table_fulls=2}]");
    assertThat(attributes(64, "02000000", "58000700" + ten + "02000000")).endsWith("\"...]");
  }

  @Test
  void aHopWithAttributesStandsInBracketsOfItsOwn() {
    String hop = "10000001 07000000 08000500 01020304";
    assertThat(attributes(24, ROUTE, "1c000900" + hop + "08000002 08000000"))
        .isEqualTo(
            "[{nla_len=28, nla_type=RTA_MULTIPATH}, [[{rtnh_len=16, rtnh_flags=0, rtnh_hops=1,"
                + " rtnh_ifindex=7}, [{nla_len=8, nla_type=RTA_GATEWAY}, inet_addr(\"1.2.3.4\")]],"
                + " {rtnh_len=8, rtnh_flags=0, rtnh_hops=2, rtnh_ifindex=8}]]");
  }

  @Test
  void aGroupOfABridgeHasAnEntryAndAttributesBehindIt() {
    String entry = "02000000 01 01 0a00 e0000001" + "00".repeat(12) + "0800 0000";
    assertThat(
            attributes(
                84, "07000000 02000000", "30000100 2c000100 28000100" + entry + "08000100 64"))
        .contains("{ifindex=2, state=MDB_PERMANENT, flags=MDB_FLAGS_OFFLOAD, vid=10, addr={u=")
        .contains("proto=htons(0x800 /* AF_??? */)}}, [{nla_len=8,");
  }

  @Test
  void bridgesHaveAttributesOfTheirOwnByFamily() {
    String vlan = "0e001a00 0a000200 0200 0500 6162 0000";
    assertThat(attributes(16, "07" + LINK.substring(2), vlan))
        .isEqualTo(
            "[{nla_len=14, nla_type=IFLA_AF_SPEC}, [{nla_len=10, nla_type=IFLA_BRIDGE_VLAN_INFO},"
                + " {flags=BRIDGE_VLAN_INFO_PVID, vid=5}, \"\\x61\\x62\"]]");
    assertThat(attributes(16, LINK, "08001a00 04000200"))
        .isEqualTo("[{nla_len=8, nla_type=IFLA_AF_SPEC}, {nla_len=4, nla_type=AF_INET}]");
  }

  @Test
  void someWordsAreNoneWhereTheValueIsLongerThanAnyNumber() {
    String eight = "01000000 00000000";
    assertThat(attributes(16, LINK, "0c001d00" + eight))
        .isEqualTo("[{nla_len=12, nla_type=IFLA_EXT_MASK}, RTEXT_FILTER_VF]");
    assertThat(attributes(16, LINK, "0d001d00" + eight + "09")).endsWith("\\x00\\x09\"]");
    assertThat(attributes(20, "02000000 00000000", "0d000800" + eight + "09"))
        .isEqualTo("[{nla_len=13, nla_type=IFA_FLAGS}, IFA_F_SECONDARY]");
  }

  @Test
  void statisticsOfBridgesAndBondsAreStructsAndNumbers() {
    String head = "00000000 01000000 04000000";
    String vlan = "0100000000000000".repeat(4) + "0200 0100 00000000";
    assertThat(attributes(92, head, "34000200 30000100 2c000100" + vlan))
        .endsWith(
            "{rx_bytes=1, rx_packets=1, tx_bytes=1, tx_packets=1, vid=2,"
                + " flags=BRIDGE_VLAN_INFO_MASTER}]]]");
    assertThat(attributes(92, head, "18000200 14000200 10000100 0c000300 0700000000000000"))
        .endsWith("[{nla_len=12, nla_type=BOND_3AD_STAT_LACPDU_ILLEGAL_RX}, 7]]]]");
  }
}
