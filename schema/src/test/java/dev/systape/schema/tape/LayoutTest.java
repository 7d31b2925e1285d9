package dev.systape.schema.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.abi.RegisterLayout;
import dev.systape.schema.memory.Memory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The bytes of the format, written out by hand, at an odd start. */
class LayoutTest {
  @Test
  void aRecordHeaderIsTheKernelsRingHeaderAndOurs() {
    long at = Memory.allocate(64) + 3;
    RecordHeader.encode(at, 2, 1, 0x11223344, 0x55667788, -1, 9, 0x0102030405060708L);
    RecordHeader.total(at, 128);
    assertThat(hex(at, RecordHeader.SIZE))
        .isEqualTo(
            "7800000000000000"
                + "02000101"
                + "44332211"
                + "88776655"
                + "ffffffff"
                + "0900000000000000"
                + "0807060504030201");
    assertThat(RecordHeader.total(at)).isEqualTo(128);
    Memory.putInt(at, RecordHeader.DISCARDED | 120);
    assertThat(RecordHeader.discarded(at)).isTrue();
    assertThat(RecordHeader.total(at)).isEqualTo(128);
    Memory.free(at - 3);
  }

  @Test
  void aCallWithoutCapturesTakes128Bytes() {
    long at = Memory.allocate(256) + 1;
    RegisterLayout layout = RegisterLayout.syscall(Abi.X86_64);
    RecordHeader.encode(at, RecordType.SYSCALL.code(), 1, 1, 1, 0, 0, 5);
    SyscallRecord.encodeEntry(at, 257, layout.entry().size());
    SyscallRecord.encodeExit(at, 6, SyscallRecord.INJECTED, layout.exit().size());
    assertThat(SyscallRecord.captures(at) - at).isEqualTo(128);
    assertThat(hex(at + 40, 16))
        .isEqualTo("0600000000000000" + "01010000" + "08" + "08" + "01" + "00");
    assertThat(SyscallRecord.exitRegister(at, 0) - at).isEqualTo(120);
    Memory.free(at - 1);
  }

  @Test
  void aCaptureIs32BytesAndItsDataPadded() {
    long at = Memory.allocate(64) + 5;
    Capture.encode(at, 1, Capture.EXIT, Capture.BYTES, 7, 3, 0xabcdL);
    Capture.outcome(at, Capture.TRUNCATED, 300, 13, 14);
    assertThat(hex(at, Capture.HEADER))
        .isEqualTo(
            "01010101"
                + "0700"
                + "0300"
                + "cdab000000000000"
                + "2c01000000000000"
                + "0d000000"
                + "0e000000");
    assertThat(Capture.next(at) - at).isEqualTo(32 + 16);
    Memory.free(at - 5);
  }

  @Test
  void aBatchBeginsWithItsMagic() {
    long at = Memory.allocate(64);
    BatchHeader.encode(at, 2, 3, 4, 5);
    BatchHeader.crc(at, 6);
    assertThat(hex(at, BatchHeader.SIZE))
        .isEqualTo(
            "53544231"
                + "06000000"
                + "0200000000000000"
                + "03000000"
                + "04000000"
                + "0500000000000000");
    Memory.free(at);
  }

  @Test
  void rareRecordsComeBackAsTheyWent() {
    TapeEnd end = new TapeEnd(TapeEnd.ENDED, 256, 10, 9, 1, 0, "why");
    assertThat(TapeRecord.decode(RecordType.TAPE_END, end.bytes())).isEqualTo(end);
    Lost lost = new Lost(3, 4, 5, TapeHeader.EBPF, Lost.RING_FULL);
    assertThat(TapeRecord.decode(RecordType.LOST, lost.bytes())).isEqualTo(lost);
    Exec exec =
        new Exec(7, "/bin/ls".getBytes(), new byte[0], List.of("ls".getBytes(), new byte[0]));
    Exec back = (Exec) TapeRecord.decode(RecordType.EXEC, exec.bytes());
    assertThat(back).usingRecursiveComparison().isEqualTo(exec);
  }

  @Test
  void fieldsOfALaterVersionBehindTheKnownOnesAreIgnored() {
    byte[] bytes = new Stop(19).bytes();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
    assertThat(TapeRecord.decode(RecordType.STOP, longer)).isEqualTo(new Stop(19));
    assertThatThrownBy(() -> TapeRecord.decode(RecordType.STOP, new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void anyBytesAreABodyOrARefusal(@ForAll RecordType type, @ForAll byte[] body) {
    try {
      TapeRecord.decode(type, body);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static String hex(long address, int length) {
    return HexFormat.of().formatHex(Memory.bytes(address, length));
  }
}
