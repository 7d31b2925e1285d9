package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.tape.Capture;
import org.junit.jupiter.api.Test;

/** Netlink messages of all protocols but the routing one, as strace 6.1 wrote the same bytes. */
class NetlinkTest {
  private static final long AT = 0x7ffe_0000_1000L;
  private static final int SOCK_DIAG = 4;
  private static final int XFRM = 6;
  private static final int SELINUX = 7;
  private static final int AUDIT = 9;
  private static final int NETFILTER = 12;
  private static final int KOBJECT_UEVENT = 15;
  private static final int GENERIC = 16;

  /** A length, a type, flags, the sequence number 7, the port 0. */
  private static final String BEHIND = "07000000 00000000";

  private static RecordedCall sent(int protocol, String message) {
    int length = RecordedCall.hex(message).length;
    return RecordedCall.of("sendto", 3, AT, length, 0, 0, 0).netlink(protocol).returns(length);
  }

  /** What is written of a buffer. */
  private static String text(int protocol, String message) {
    String line = sent(protocol, message).entry(1, AT, message).line();
    return line.substring("sendto(3, ".length(), line.lastIndexOf(", 0, NULL, 0)"));
  }

  /** The same without what all headers have in common. */
  private static String shorter(int protocol, String message) {
    String line = text(protocol, message).replace(", nlmsg_seq=7, nlmsg_pid=0", "");
    return line.substring(0, line.lastIndexOf(", "));
  }

  @Test
  void theProtocolNamesTypesAndFlags() {
    assertThat(shorter(XFRM, "10000000 1200 0103" + BEHIND))
        .isEqualTo(
            "{nlmsg_len=16, nlmsg_type=XFRM_MSG_GETSA, nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP}");
    assertThat(shorter(AUDIT, "10000000 1405 0500" + BEHIND))
        .isEqualTo("{nlmsg_len=16, nlmsg_type=AUDIT_SYSCALL, nlmsg_flags=NLM_F_REQUEST|NLM_F_ACK}");
    assertThat(shorter(GENERIC, "10000000 1000 0000" + BEHIND))
        .isEqualTo("{nlmsg_len=16, nlmsg_type=nlctrl, nlmsg_flags=0}");
    assertThat(shorter(GENERIC, "10000000 1200 0000" + BEHIND))
        .isEqualTo("{nlmsg_len=16, nlmsg_type=0x12 /* GENERIC_FAMILY_??? */, nlmsg_flags=0}");
  }

  @Test
  void ofASocketThatHasNoAddressTheProtocolIsNotKnown() {
    assertThat(shorter(Descriptors.UNBOUND_NETLINK, "14000000 1400 0103" + BEHIND + "01020304"))
        .isEqualTo(
            "[{nlmsg_len=20, nlmsg_type=0x14 /* NLMSG_??? */, nlmsg_flags=NLM_F_REQUEST|0x300},"
                + " \"\\x01\\x02\\x03\\x04\"]");
  }

  @Test
  void aPortIsSigned() {
    assertThat(text(AUDIT, "10000000 0300 0000 ffffffff ffffffff"))
        .startsWith(
            "{nlmsg_len=16, nlmsg_type=NLMSG_DONE, nlmsg_flags=0, nlmsg_seq=4294967295,"
                + " nlmsg_pid=-1}");
  }

  @Test
  void anErrorHoldsTheMessageAndWhatTheKernelSaysOfIt() {
    String message = "18000000 1400 0103" + BEHIND + "2e020304 61626364";
    assertThat(shorter(SOCK_DIAG, "2c000000 0200 0000" + BEHIND + "eaffffff" + message))
        .isEqualTo(
            "[{nlmsg_len=44, nlmsg_type=NLMSG_ERROR, nlmsg_flags=0}, {error=-EINVAL,"
                + " msg=[{nlmsg_len=24, nlmsg_type=SOCK_DIAG_BY_FAMILY,"
                + " nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP}, {family=0x2e /* AF_??? */,"
                + " data=\"\\x02\\x03\\x04\\x61\\x62\\x63\\x64\"}]}]");
    String header = message.substring(0, message.indexOf("2e02"));
    String why = "0800 0100 62616400" + "0800 0200 10000000";
    assertThat(shorter(SOCK_DIAG, "34000000 0200 0003" + BEHIND + "feffffff" + header + why))
        .isEqualTo(
            "[{nlmsg_len=52, nlmsg_type=NLMSG_ERROR, nlmsg_flags=NLM_F_CAPPED|NLM_F_ACK_TLVS},"
                + " [{error=-ENOENT, msg={nlmsg_len=24, nlmsg_type=SOCK_DIAG_BY_FAMILY,"
                + " nlmsg_flags=NLM_F_REQUEST|NLM_F_DUMP}}, [[{nla_len=8,"
                + " nla_type=NLMSGERR_ATTR_MSG}, \"bad\"], [{nla_len=8,"
                + " nla_type=NLMSGERR_ATTR_OFFS}, 16]]]]");
  }

  @Test
  void whatAsksAboutSocketsDiffersFromWhatIsAnswered() {
    assertThat(
            shorter(
                SOCK_DIAG,
                "28000000 1400 0100"
                    + BEHIND
                    + "01010000 06000000 08000000 05010000 0000000000000000"))
        .isEqualTo(
            "[{nlmsg_len=40, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=NLM_F_REQUEST},"
                + " {sdiag_family=AF_UNIX, sdiag_protocol=1,"
                + " udiag_states=1<<TCP_ESTABLISHED|1<<TCP_SYN_SENT, udiag_ino=8,"
                + " udiag_show=UDIAG_SHOW_NAME|UDIAG_SHOW_PEER|0x100, udiag_cookie=[0, 0]}]");
    assertThat(
            shorter(
                SOCK_DIAG,
                "40000000 1400 0000"
                    + BEHIND
                    + "01010a00 08000000 0100000002000000"
                    + "0700 0000 2f746d70"
                    + "0c00 0500 01000000 02000000"
                    + "0500 0600 03"))
        .isEqualTo(
            "[{nlmsg_len=64, nlmsg_type=SOCK_DIAG_BY_FAMILY, nlmsg_flags=0},"
                + " {udiag_family=AF_UNIX, udiag_type=SOCK_STREAM, udiag_state=TCP_LISTEN,"
                + " udiag_ino=8, udiag_cookie=[1, 2]}, [[{nla_len=7, nla_type=UNIX_DIAG_NAME},"
                + " \"/tm\"...], [{nla_len=12, nla_type=UNIX_DIAG_MEMINFO},"
                + " [[SK_MEMINFO_RMEM_ALLOC]=1, [SK_MEMINFO_RCVBUF]=2]], [{nla_len=5,"
                + " nla_type=UNIX_DIAG_SHUTDOWN}, 3]]]");
  }

  @Test
  void ofARequestThatIsTooShortOnlyTheFamilyIsTold() {
    assertThat(shorter(SOCK_DIAG, "11000000 1400 0100" + BEHIND + "02"))
        .endsWith("{family=AF_INET}]");
    assertThat(shorter(SOCK_DIAG, "12000000 1400 0100" + BEHIND + "0206"))
        .endsWith("{sdiag_family=AF_INET, ...}]");
  }

  @Test
  void theConditionsOfAFilterOfSocketsFollowTheirOperation() {
    String socket = "02060000 00000000" + "00".repeat(48);
    assertThat(
            shorter(
                SOCK_DIAG,
                "5c000000 1400 0100"
                    + BEHIND
                    + socket
                    + "1400 0100 07041000 02180000 50000000 7f000001"))
        .endsWith(
            "[{nla_len=20, nla_type=INET_DIAG_REQ_BYTECODE}, {code=INET_DIAG_BC_S_COND, yes=4,"
                + " no=16}, {family=AF_INET, prefix_len=24, port=80,"
                + " addr=inet_addr(\"127.0.0.1\")}]]");
  }

  @Test
  void aTypeOfNetfilterIsASubsystemAndItsMessage() {
    assertThat(shorter(NETFILTER, "1c000000 000a 0104" + BEHIND + "0200000a 0800010061626364"))
        .isEqualTo(
            "[{nlmsg_len=28, nlmsg_type=NFNL_SUBSYS_NFTABLES<<8|NFT_MSG_NEWTABLE,"
                + " nlmsg_flags=NLM_F_REQUEST|NLM_F_CREATE}, {nfgen_family=AF_INET,"
                + " version=NFNETLINK_V0, res_id=htons(NFNL_SUBSYS_NFTABLES)}, [{nla_len=8,"
                + " nla_type=0x1}, \"\\x61\\x62\\x63\\x64\"]]");
    assertThat(shorter(NETFILTER, "14000000 1000 0100" + BEHIND + "0000000a"))
        .isEqualTo(
            "[{nlmsg_len=20, nlmsg_type=NFNL_MSG_BATCH_BEGIN, nlmsg_flags=NLM_F_REQUEST},"
                + " {nfgen_family=AF_UNSPEC, version=NFNETLINK_V0, res_id=htons(10)}]");
    assertThat(shorter(NETFILTER, "10000000 ee0c 0000" + BEHIND))
        .contains("nlmsg_type=NFNL_SUBSYS_HOOK<<8|0xee /* NFT_MSG_HOOK_??? */,");
  }

  @Test
  void whatSelinuxSaysIsAStruct() {
    assertThat(shorter(SELINUX, "14000000 1000 0000" + BEHIND + "ffffffff"))
        .endsWith("nlmsg_type=SELNL_MSG_SETENFORCE, nlmsg_flags=0}, {val=-1}]");
  }

  @Test
  void eventsOfTheKernelHaveNoHeaderButUdevHasItsOwn() {
    assertThat(shorter(KOBJECT_UEVENT, "616464402f7800")).isEqualTo("\"add@/x\\0\"");
    assertThat(
            shorter(
                KOBJECT_UEVENT,
                "6c69627564657600 feedcafe 28000000 28000000 03000000"
                    + "00".repeat(16)
                    + "413d62"))
        .isEqualTo(
            "[{prefix=\"libudev\", magic=htonl(0xfeedcafe), header_size=40, properties_off=40,"
                + " properties_len=3, filter_subsystem_hash=htonl(0),"
                + " filter_devtype_hash=htonl(0), filter_tag_bloom_hi=htonl(0),"
                + " filter_tag_bloom_lo=htonl(0)}, \"A=b\"]");
  }

  @Test
  void ofWhatLiesBehindTheEndOfAPageTheAddressIsTold() {
    String header = "18000000 1000 0000" + BEHIND;
    byte[] there = RecordedCall.hex(header + "0102");
    assertThat(
            RecordedCall.of("sendto", 3, AT, 24, 0, 0, 0)
                .netlink(AUDIT)
                .capture(1, Capture.ENTRY, 0, AT, 24, there, 14)
                .returns(-14)
                .line())
        .isEqualTo(
            "sendto(3, [{nlmsg_len=24, nlmsg_type=0x10 /* AUDIT_??? */, nlmsg_flags=0,"
                + " nlmsg_seq=7, nlmsg_pid=0}, 0x7ffe00001010], 24, 0, NULL, 0) = -1 EFAULT (Bad"
                + " address)");
    there = RecordedCall.hex("10000000 0100 0000" + BEHIND + "0102");
    assertThat(
            RecordedCall.of("sendto", 3, AT, 40, 0, 0, 0)
                .netlink(AUDIT)
                .capture(1, Capture.ENTRY, 0, AT, 40, there, 14)
                .returns(-14)
                .line())
        .isEqualTo(
            "sendto(3, [{nlmsg_len=16, nlmsg_type=NLMSG_NOOP, nlmsg_flags=0, nlmsg_seq=7,"
                + " nlmsg_pid=0}, ... /* 0x7ffe00001010 */], 40, 0, NULL, 0) = -1 EFAULT (Bad"
                + " address)");
  }
}
