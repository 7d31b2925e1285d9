package dev.systape.recorder.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FilterDisassemblyTest {
  private static String text(String bytes) {
    return FilterDisassembly.of(
        SockFilter.decode(HexFormat.of().parseHex(bytes.replaceAll("\\s", ""))));
  }

  @Test
  void numbersAreNamedByTheArchitectureThatTheFilterFoundOut() {
    assertThat(
            text(
                """
                2000 00 00 04000000
                1500 00 02 03000040
                2000 00 00 00000000
                1500 04 05 05000000
                1500 00 04 3e0000c0
                2000 00 00 00000000
                1500 01 00 01010040
                1500 00 01 01010000
                0600 00 00 0d000500
                0600 00 00 0000ff7f
                """))
        .isEqualTo(
            """
               0: 0020 00 00 00000004  A = arch
               1: 0015 00 02 40000003  if (A != AUDIT_ARCH_I386) goto L4
               2: 0020 00 00 00000000  A = nr
               3: 0015 04 05 00000005  if (A == open) goto L8; else goto L9
            L4:
               4: 0015 00 04 c000003e  if (A != AUDIT_ARCH_X86_64) goto L9
               5: 0020 00 00 00000000  A = nr
               6: 0015 01 00 40000101  if (A == x32 openat) goto L8
               7: 0015 00 01 00000101  if (A != openat) goto L9
            L8:
               8: 0006 00 00 0005000d  return SECCOMP_RET_ERRNO|13
            L9:
               9: 0006 00 00 7fff0000  return SECCOMP_RET_ALLOW
            """);
  }

  @Test
  void aNumberOfAnyArchitectureIsNamedOnEach() {
    assertThat(
            text(
                """
                2000 00 00 00000000
                1500 00 01 01000000
                0600 00 00 00000300
                3500 00 01 02000000
                0600 00 00 00000000
                0600 00 00 00000080
                """))
        .contains("if (A != 1 /* x86_64: write, i386: exit */) goto L3")
        .contains("if (A < 2 /* x86_64: open, i386: fork */) goto L5")
        .contains("return SECCOMP_RET_TRAP\n")
        .contains("return SECCOMP_RET_KILL_THREAD\n")
        .contains("return SECCOMP_RET_KILL_PROCESS\n");
  }

  @Test
  void argumentsAndTheInstructionPointerAreNamedByTheirHalves() {
    assertThat(
            text(
                """
                2000 00 00 18000000
                2000 00 00 1c000000
                2000 00 00 08000000
                2000 00 00 3c000000
                2000 00 00 40000000
                4500 00 01 0f000000
                0600 00 00 00000000
                1600 00 00 00000000
                """))
        .contains("A = args[1].low\n")
        .contains("A = args[1].high\n")
        .contains("A = instruction_pointer.low\n")
        .contains("A = args[5].high\n")
        .contains("A = [64]\n")
        .contains("if (!(A & 0xf)) goto L7\n")
        .contains("return A\n");
  }

  @Test
  void whatTwoWaysLeaveInTheAccumulatorIsNotTakenForOneOfThem() {
    assertThat(
            text(
                """
                2000 00 00 00000000
                1500 01 00 01000000
                2000 00 00 10000000
                1500 00 00 02000000
                0600 00 00 00000000
                """))
        .contains("if (A == 0x2) goto L4; else goto L4");
  }

  @Test
  void theRestOfTheInstructionsIsInTheNotationOfC() {
    assertThat(
            text(
                """
                0000 00 00 05000000
                0100 00 00 05000000
                8000 00 00 00000000
                6000 00 00 03000000
                6100 00 00 03000000
                0200 00 00 03000000
                0300 00 00 03000000
                0c00 00 00 00000000
                7400 00 00 02000000
                8400 00 00 00000000
                0700 00 00 00000000
                8700 00 00 00000000
                1d00 01 00 00000000
                0500 00 00 00000000
                4800 00 00 00000000
                0600 00 00 ffffff00
                """))
        .contains("A = 0x5\n", "X = 0x5\n", "A = sizeof(struct seccomp_data)\n", "A = M[3]\n")
        .contains("X = M[3]\n", "M[3] = A\n", "M[3] = X\n", "A += X\n", "A >>= 0x2\n", "A = -A\n")
        .contains("X = A\n", "A = X\n", "if (A == X) goto L14\n", "goto L14\n")
        .contains("(no instruction of seccomp)\n", "return 0x00ffffff\n");
  }
}
