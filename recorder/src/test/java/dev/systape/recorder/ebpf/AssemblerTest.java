package dev.systape.recorder.ebpf;

import static dev.systape.recorder.ebpf.Register.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes are those that the instruction set's standard documents, byte by byte. */
class AssemblerTest {
  private final Assembler asm = new Assembler().function("main");

  @Test
  void arithmeticTakesRegistersAndImmediates() {
    asm.mov(R6, R1).mov(R0, -1).alu(Alu.ADD, R2, R10).alu(Alu.ARSH, R3, 32);
    assertThat(bytes())
        .containsExactly(
            "bf16000000000000", "b7000000ffffffff", "0fa2000000000000", "c703000020000000");
  }

  @Test
  void halfWidthArithmeticHasAClassOfItsOwn() {
    asm.alu32(Alu.MOV, R1, R2);
    assertThat(bytes()).containsExactly("bc21000000000000");
  }

  @Test
  void loadsAndStoresCarryTheirSizeAndASignedOffset() {
    asm.ldx(Size.B, R1, R7, 5).ldx(Size.H, R1, R7, 6).ldx(Size.W, R1, R7, 8);
    asm.stx(Size.DW, R10, -8, R1).st(Size.W, R10, -4, 7);
    assertThat(bytes())
        .containsExactly(
            "7171050000000000",
            "6971060000000000",
            "6171080000000000",
            "7b1af8ff00000000",
            "620afcff07000000");
  }

  @Test
  void atomicAdditionExistsForWordsAndDoubleWords() {
    asm.atomicAdd(Size.DW, R0, 16, R1);
    assertThat(bytes()).containsExactly("db10100000000000");
    assertThatIllegalArgumentException().isThrownBy(() -> asm.atomicAdd(Size.H, R0, 0, R1));
  }

  @Test
  void wideImmediatesAndMapsTakeTwoInstructions() {
    asm.ldImm64(R2, 0x1122334455667788L).ldMap(R1, 9);
    assertThat(bytes())
        .containsExactly(
            "1802000088776655", "0000000044332211", "1811000009000000", "0000000000000000");
  }

  @Test
  void jumpsGoForwardsAndBackwardsCountedFromTheNextInstruction() {
    asm.label("top").jump(Jump.JEQ, R1, 0, "out").jump(Jump.JSLT, R1, R2, "top");
    asm.ja("out").label("out").exit();
    assertThat(bytes())
        .containsExactly(
            "1501020000000000", "cd21feff00000000", "0500000000000000", "9500000000000000");
  }

  @Test
  void helpersAreCalledByNumberAndFunctionsByDistance() {
    asm.call(Helper.MAP_LOOKUP_ELEM).ldFunction(R2, "other").call("other").exit();
    asm.function("other").call("main").exit();
    assertThat(bytes())
        .containsExactly(
            "8500000001000000",
            "1842000003000000",
            "0000000000000000",
            "8510000001000000",
            "9500000000000000",
            "85100000faffffff",
            "9500000000000000");
  }

  @Test
  void functionsAreListedWithTheirFirstInstruction() {
    asm.mov(R0, 0).exit().separateFunction("second").exit();
    assertThat(asm.assemble().functions())
        .containsExactly(new Code.Function("main", 0, false), new Code.Function("second", 2, true));
  }

  @Test
  void aLabelIsOneInstructionsAndItsFunctionsOnly() {
    asm.label("here").exit();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asm.label("here"))
        .withMessage("two labels of function 'main' are named 'here'");
    asm.function("second").label("here").exit();
    assertThat(bytes()).hasSize(2);
  }

  @Test
  void aJumpOutOfItsFunctionIsRefused() {
    asm.label("here").exit();
    asm.function("second").ja("here");
    assertThatIllegalArgumentException()
        .isThrownBy(asm::assemble)
        .withMessage("no label of function 'second' is named 'here'");
  }

  @Test
  void aMissingLabelIsRefusedWhereItsFunctionEnds() {
    asm.ja("nowhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asm.function("second"))
        .withMessage("no label of function 'main' is named 'nowhere'");
  }

  @Test
  void aMissingOrSecondFunctionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asm.function("main"))
        .withMessage("two functions are named 'main'");
    asm.call("nobody");
    assertThatIllegalArgumentException()
        .isThrownBy(asm::assemble)
        .withMessage("no function is named 'nobody'");
  }

  @Test
  void aFunctionsNameIsOneThatTheKernelTakes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> asm.function("two words"))
        .withMessage("'two words' is no name for a function: letters, digits and _ only");
  }

  @Test
  void whatCannotBeEncodedIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> asm.ldx(Size.B, R1, R2, 1 << 15));
    assertThatIllegalStateException().isThrownBy(() -> new Assembler().exit());
  }

  private List<String> bytes() {
    long[] instructions = asm.assemble().instructions();
    ByteBuffer buffer = ByteBuffer.allocate(8 * instructions.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(instructions);
    String hex = HexFormat.of().formatHex(buffer.array());
    return hex.isEmpty() ? List.of() : List.of(hex.split("(?<=\\G.{16})"));
  }
}
