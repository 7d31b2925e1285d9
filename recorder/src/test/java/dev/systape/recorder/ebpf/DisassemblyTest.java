package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Register.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A program's text is that of the kernel's own log, so that both can be laid side by side. */
class DisassemblyTest {
  @Test
  void everyKindOfInstructionHasItsText() {
    Assembler asm = new Assembler().function("main");
    asm.mov(R6, R1).alu(Alu.ADD, R6, -8).alu32(Alu.XOR, R1, R2);
    asm.ldImm64(R1, 0xffff_ffff_0000_0001L).ldMap(R1, 5).ldFunction(R2, "step");
    asm.ldx(Size.W, R1, R6, 16).stx(Size.DW, R10, -8, R1).st(Size.B, R6, 0, 3);
    asm.atomicAdd(Size.DW, R0, 0, R1).jump(Jump.JSGE, R1, -1, "out").ja("out");
    asm.call(Helper.LOOP).call("step").label("out").exit();
    asm.function("step").exit();
    assertThat(Disassembly.of(asm.assemble()))
        .isEqualTo(
            """
            main:
            0: (bf) r6 = r1
            1: (07) r6 += -8
            2: (ac) w1 ^= w2
            3: (18) r1 = 0xffffffff00000001
            5: (18) r1 = map[fd:5]
            7: (18) r2 = func[step]
            9: (61) r1 = *(u32 *)(r6 +16)
            10: (7b) *(u64 *)(r10 -8) = r1
            11: (72) *(u8 *)(r6 +0) = 3
            12: (db) lock *(u64 *)(r0 +0) += r1
            13: (75) if r1 s>= -1 goto pc+3
            14: (05) goto pc+2
            15: (85) call bpf_loop#181
            16: (85) call step
            17: (95) exit
            step:
            18: (95) exit
            """);
  }

  @Test
  void helpersWithoutANameAreGivenByNumber() {
    Code code =
        new Code(
            new long[] {Instruction.encode(Instruction.CALL, 0, 0, 0, 999)}, java.util.List.of());
    assertThat(Disassembly.of(code)).isEqualTo("0: (85) call helper#999\n");
  }
}
