package dev.systape.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.recorder.seccomp.FilterAssembler.Label;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterAssemblerTest {
  @Test
  void aFilterThatFailsUnameIsTheBytesThatTheMacrosOfLinuxFilterHGive() {
    Label fail = new Label();
    Label allow = new Label();
    List<SockFilter> program =
        new FilterAssembler()
            .load(4)
            .ifEqual(0xC000003E, null, allow)
            .load(0)
            .ifEqual(63, fail, allow)
            .mark(fail)
            .answer(SeccompAction.ERRNO.answer(1))
            .mark(allow)
            .answer(SeccompAction.ALLOW.answer(0))
            .assemble();
    // BPF_STMT(code, k): u16 code, 0, 0, u32 k; BPF_JUMP(code, k, jt, jf): with the two skips.
    String bytes =
        "2000 00 00 04000000"
            + "1500 00 03 3e0000c0"
            + "2000 00 00 00000000"
            + "1500 00 01 3f000000"
            + "0600 00 00 01000500"
            + "0600 00 00 0000ff7f";
    assertThat(SockFilter.encode(program))
        .isEqualTo(HexFormat.of().parseHex(bytes.replace(" ", "")));
    assertThat(SockFilter.decode(SockFilter.encode(program))).isEqualTo(program);
  }

  @Test
  void allKindsOfInstructionsAreEncodedAsTheHeaderNumbersThem() {
    Label end = new Label();
    List<SockFilter> program =
        new FilterAssembler()
            .and(0xffff)
            .ifAbove(7, end, null)
            .ifAtLeast(-1, end, null)
            .ifAnyBit(0x40000000, end, null)
            .jump(end)
            .mark(end)
            .answer(SeccompAction.KILL_PROCESS.answer(0))
            .assemble();
    assertThat(program)
        .containsExactly(
            new SockFilter(0x54, 0, 0, 0xffff),
            new SockFilter(0x25, 3, 0, 7),
            new SockFilter(0x35, 2, 0, -1),
            new SockFilter(0x45, 1, 0, 0x40000000),
            new SockFilter(0x05, 0, 0, 0),
            new SockFilter(0x06, 0, 0, 0x80000000));
  }

  @Test
  void aConditionalJumpOverMoreThan255InstructionsGoesOverAnUnconditionalOne() {
    Label far = new Label();
    FilterAssembler code =
        new FilterAssembler().load(0).ifEqual(1, far, null).ifEqual(2, null, far);
    for (int i = 0; i < 300; i++) {
      code.and(-1);
    }
    List<SockFilter> program = code.mark(far).answer(0).assemble();
    assertThat(program.subList(1, 5))
        .containsExactly(
            new SockFilter(0x15, 0, 1, 1),
            new SockFilter(0x05, 0, 0, 302),
            new SockFilter(0x15, 1, 0, 2),
            new SockFilter(0x05, 0, 0, 300));
    assertThat(2 + 1 + 302).isEqualTo(program.size() - 1);
    assertThat(4 + 1 + 300).isEqualTo(program.size() - 1);
  }

  @Test
  void aJumpOfExactly255InstructionsNeedsNone() {
    Label far = new Label();
    FilterAssembler code = new FilterAssembler().ifEqual(1, far, null);
    for (int i = 0; i < 255; i++) {
      code.and(-1);
    }
    assertThat(code.mark(far).answer(0).assemble().get(0))
        .isEqualTo(new SockFilter(0x15, 255, 0, 1));
  }

  @Test
  void jumpsBackwardAndToNowhereAreRefused() {
    Label back = new Label();
    FilterAssembler loop = new FilterAssembler().mark(back).load(0).jump(back).answer(0);
    assertThatThrownBy(loop::assemble).hasMessageContaining("forward");
    FilterAssembler lost = new FilterAssembler().ifEqual(1, new Label(), null).answer(0);
    assertThatThrownBy(lost::assemble).hasMessageContaining("nowhere");
  }

  @Test
  void halfAnInstructionIsNoProgram() {
    assertThatThrownBy(() -> SockFilter.decode(new byte[12])).hasMessageContaining("12 bytes");
  }
}
