package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import org.junit.jupiter.api.Test;

/** The layouts of sys/user.h and asm/ptrace.h, written out by hand here. */
class RegisterSetTest {
  @Test
  void aSetOfX86HasTheWordsOfUserRegsStruct() {
    RegisterSet set = RegisterSet.X86_64;
    assertThat(set.words() * 8).isEqualTo(216);
    assertThat(set.index("rax") * 8).isEqualTo(80);
    assertThat(set.index("orig_rax") * 8).isEqualTo(120);
    assertThat(set.index("rip") * 8).isEqualTo(128);
    assertThat(set.index("rsp") * 8).isEqualTo(152);
    assertThat(set.index("orig_eax")).isEqualTo(set.index("orig_rax"));
    assertThat(set.argument(Abi.X86_64.code(), 3)).isEqualTo(set.index("r10"));
    assertThat(set.argument(Abi.I386.code(), 0)).isEqualTo(set.index("rbx"));
    assertThat(set.argument(Abi.I386.code(), 5)).isEqualTo(set.index("rbp"));
  }

  @Test
  void aSetOfAarch64HasTheWordsOfUserPtRegs() {
    RegisterSet set = RegisterSet.AARCH64;
    assertThat(set.words() * 8).isEqualTo(272);
    assertThat(set.index("x30") * 8).isEqualTo(240);
    assertThat(set.stackPointer() * 8).isEqualTo(248);
    assertThat(set.instructionPointer() * 8).isEqualTo(256);
    assertThat(set.index("pstate") * 8).isEqualTo(264);
    assertThat(set.number()).isEqualTo(8);
    assertThat(set.result()).isEqualTo(0);
    assertThat(set.argument(Abi.AARCH64.code(), 5)).isEqualTo(5);
  }

  @Test
  void aarch64RegistersAreWrittenWhereTheKernelReadsThem() {
    try (Registers registers = new Registers(RegisterSet.AARCH64)) {
      registers.number(56);
      registers.argument(Abi.AARCH64.code(), 1, 0x1122334455667788L);
      registers.result(-2);
      registers.instructionPointer(0xffff_8000_1234L);
      assertThat(Memory.getLong(registers.address() + 64)).isEqualTo(56);
      assertThat(Memory.getLong(registers.address() + 8)).isEqualTo(0x1122334455667788L);
      assertThat(Memory.getLong(registers.address())).isEqualTo(-2);
      assertThat(Memory.getLong(registers.address() + 256)).isEqualTo(0xffff_8000_1234L);
      assertThat(Memory.getLong(registers.iovec())).isEqualTo(registers.address());
      assertThat(Memory.getLong(registers.iovec() + 8)).isEqualTo(272);
    }
  }

  @Test
  void breakpointsAreTheInstructionsOfTheManuals() {
    assertThat(RegisterSet.X86_64.breakpoint()).containsExactly(0xcc);
    assertThat(RegisterSet.X86_64.breakpointAdvance()).isEqualTo(1);
    // brk #0 is 0xd4200000, and instructions are little-endian.
    assertThat(RegisterSet.AARCH64.breakpoint()).containsExactly(0x00, 0x00, 0x20, 0xd4);
    assertThat(RegisterSet.AARCH64.breakpointAdvance()).isZero();
  }

  @Test
  void instructionsThatEnterTheKernelAreKnown() {
    assertThat(RegisterSet.X86_64.entersKernel(bytes(0x0f, 0x05, 0xc3, 0x90))).isTrue();
    assertThat(RegisterSet.X86_64.entersKernel(bytes(0xcd, 0x80))).isTrue();
    assertThat(RegisterSet.X86_64.entersKernel(bytes(0x0f, 0x34, 0x00, 0x00))).isTrue();
    assertThat(RegisterSet.X86_64.entersKernel(bytes(0x0f, 0x1e, 0xfa, 0x55))).isFalse();
    assertThat(RegisterSet.X86_64.entersKernel(bytes(0x0f))).isFalse();
    assertThat(RegisterSet.AARCH64.entersKernel(bytes(0x01, 0x00, 0x00, 0xd4))).isTrue();
    assertThat(RegisterSet.AARCH64.entersKernel(bytes(0xc0, 0x03, 0x5f, 0xd6))).isFalse();
  }

  @Test
  void anUnknownRegisterIsAnsweredWithThoseThereAre() {
    assertThatThrownBy(() -> RegisterSet.AARCH64.index("rax"))
        .hasMessageContaining("no register 'rax'")
        .hasMessageContaining("x0, x1");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
