package dev.systape.schema.lang;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.memory.Memory;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.plan.CaptureOp;
import dev.systape.schema.plan.CapturePlans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans of shipped descriptions, each derivable from its line in the files by hand. */
class PlansTest {
  private static CapturePlans shipped;

  @BeforeAll
  static void compile() throws IOException {
    shipped = CapturePlans.of(Compiler.of(Path.of("src/main/descriptions")).plans());
  }

  private static List<String> plan(CapturePlans plans, Abi abi, String name, long... arguments) {
    long words = Memory.allocate(8L * Abi.ARGUMENTS);
    for (int i = 0; i < Abi.ARGUMENTS; i++) {
      Memory.putLong(words + 8L * i, i < arguments.length ? arguments[i] : 0);
    }
    int plan = plans.find(abi.code(), SyscallNumbers.of(abi).number(name), words);
    int count = plans.entryOperations(plan) + plans.exitOperations(plan);
    Memory.free(words);
    return PlanListing.of(plans.operations(plan), count);
  }

  private static List<String> plan(String name, long... arguments) {
    return plan(shipped, Abi.X86_64, name, arguments);
  }

  private static List<String> planOf(String text, Abi abi, String name) {
    return plan(CapturePlans.of(Compiler.of(Map.of("a.txt", text)).plans()), abi, name);
  }

  @Test
  void readCopiesWhatItReturnedAndWriteWhatItWasGiven() {
    assertThat(plan("read")).containsExactly("exit COPY arg1 at arg1 min(result, arg2:8) data");
    assertThat(plan("write")).containsExactly("entry COPY arg1 at arg1 arg2:8 data");
  }

  @Test
  void pathsAreWholeAndAtEntry() {
    assertThat(plan("openat")).containsExactly("entry STR arg1 at arg1 cap 4096");
    assertThat(plan("readlink"))
        .containsExactly(
            "entry STR arg0 at arg0 cap 4096", "exit COPY arg1 at arg1 result cap 4096");
  }

  @Test
  void anAddressHasTheSmallerOfTheLengthsAtEntryAndExit() {
    assertThat(plan("recvfrom"))
        .containsExactly(
            "entry COPY arg5 at arg5 1 * 4 cap 65536",
            "exit COPY arg5 at arg5 1 * 4 cap 65536",
            "exit COPY arg1 at arg1 min(result, arg2:8) data",
            "exit SKIP_UNLESS op2+0:8 & f0c00000ffff0000 == 0 span 1",
            "exit COPY arg1 at arg1 min(result, arg2:8) cap 65536",
            "exit COPY arg4 at arg4 min(op0+0:4, op1+0:4) cap 128");
  }

  @Test
  void recvmsgFollowsTheHeaderAsTheKernelLeftIt() {
    assertThat(plan("recvmsg"))
        .containsExactly(
            "entry COPY arg1 at arg1 56",
            "entry COPY arg1 at op0+16 op0+24:8 * 16 cap 16384",
            "exit COPY arg1 at arg1 56",
            "exit COPY arg1 at op2+0 min(op0+8:4, op2+8:4) cap 128",
            "exit COPY arg1 at op2+32 op2+40:8 cap 4096",
            "exit IOVEC arg1 at op1+0 result stride 16 limit 1024 data",
            "exit SKIP_UNLESS op3+0:2 & ffffffffffffffff == 16 span 1",
            "exit IOVEC arg1 at op1+0 result stride 16 limit 1024 cap 65536");
  }

  @Test
  void execveCopiesEachStringOfItsVectors() {
    assertThat(plan("execve"))
        .containsExactly(
            "entry STR arg0 at arg0 cap 4096",
            "entry PTRVEC arg1 at arg1 stride 8 limit 4096",
            "entry EACH arg1 at op1+0 stride 8 limit 4096 span 1",
            "entry STR arg1 at element+0 data",
            "entry PTRVEC arg2 at arg2 stride 8 limit 4096",
            "entry EACH arg2 at op4+0 stride 8 limit 4096 span 1",
            "entry STR arg2 at element+0 data");
  }

  @Test
  void ioctlIsByCommandAndAnUnknownOneByTheSizeInItsNumber() {
    long fionread = 0x541b;
    assertThat(plan("ioctl", 0, fionread))
        .containsExactly("exit COPY arg2 at arg2 1 * 4 cap 65536");
    assertThat(plan("ioctl", 0, 0xdeadL))
        .containsExactly(
            "entry SKIP_UNLESS arg1:4 & 40000000 != 0 span 1",
            "entry COPY arg2 at arg2 ioc(arg1)",
            "exit SKIP_UNLESS arg1:4 & 80000000 != 0 span 1",
            "exit COPY arg2 at arg2 ioc(arg1)");
  }

  @Test
  void theRestOfASleepIsReadAlsoWhereTheCallFailed() {
    assertThat(plan("nanosleep"))
        .containsExactly(
            "entry COPY arg0 at arg0 1 * 16 cap 65536",
            "exit COPY arg1 at arg1 1 * 16 cap 65536 always");
  }

  @Test
  void aPointerInAStructIsFollowed() {
    assertThat(plan("pselect6"))
        .contains(
            "entry COPY arg5 at arg5 1 * 16 cap 65536", "entry COPY arg5 at op1+0 1 * 8 cap 65536");
    assertThat(plan("seccomp", 1))
        .containsExactly(
            "entry COPY arg2 at arg2 1 * 16 cap 65536",
            "entry COPY arg2 at op0+8 op0+0:2 * 8 cap 65536");
  }

  @Test
  void theArgumentsOfSocketcallAreThoseOfTheCallThatItMakes() {
    long recvfrom = 12;
    assertThat(plan(shipped, Abi.I386, "socketcall", recvfrom))
        .containsExactly(
            "entry COPY arg1 at arg1 1 * 24 cap 65536",
            "entry COPY arg1 at op0+20 1 * 4 cap 65536",
            "exit COPY arg1 at op0+20 1 * 4 cap 65536",
            "exit COPY arg1 at op0+4 min(result, op0+8:4) data",
            "exit COPY arg1 at op0+16 min(op1+0:4, op2+0:4) cap 128");
  }

  @Test
  void pointersInAnArrayOfStructsAreFollowedForEachElement() {
    String text =
        "struct s { size uint; value bytes[in, size]; back bytes[out, size]; }\n"
            + "close(list s[in, n], n int)\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry COPY arg0 at arg0 arg1:4 * 24 cap 65536",
            "entry EACH arg0 at op0+0 stride 24 limit 1024 span 1",
            "entry COPY arg0 at element+8 element+0:4 data",
            "exit EACH arg0 at op0+0 stride 24 limit 1024 span 1",
            "exit COPY arg0 at element+16 element+0:4 data");
    assertThat(planOf(text, Abi.I386, "close"))
        .contains("entry COPY arg0 at element+4 element+0:4 data");
  }

  @Test
  void aConditionGuardsBothPhases() {
    String text = "close(flags int, value int[inout] if flags & 4 == 4)\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry SKIP_UNLESS arg0:4 & 4 == 4 span 1",
            "entry COPY arg1 at arg1 1 * 4 cap 65536",
            "exit SKIP_UNLESS arg0:4 & 4 == 4 span 1",
            "exit COPY arg1 at arg1 1 * 4 cap 65536");
  }

  @Test
  void aStructWithASizeOfItsOwnIsCopiedAsLongAsTheCallSays() {
    String text = "struct s { a u64; p int[in]; }\nclose(how sized s[in, size], size size)\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry COPY arg0 at arg0 arg1:8 cap 4096", "entry COPY arg0 at op0+8 1 * 4 cap 65536");
  }

  @Test
  void pointersInAnArrayAreFollowedEach() {
    String text = "struct s { a u64; }\nclose(n int, list pointers s[in, n])\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry COPY arg1 at arg1 arg0:4 * 8 cap 65536",
            "entry EACH arg1 at op0+0 stride 8 limit 1024 span 1",
            "entry COPY arg1 at element+0 1 * 8");
  }

  @Test
  void whatTrailsAStructIsAsLongAsTheStructSays() {
    String text = "struct s { bytes uint; kind int; data trailing[bytes]; }\nclose(h s[in])\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry COPY arg0 at arg0 1 * 8 cap 65536",
            "entry COPY arg0 at arg0 + 8 op0+0:4 cap 65536");
  }

  @Test
  void aUnionInAStructIsFollowedWhereItsFieldSelectsAPointer() {
    String text =
        "struct s { kind int; u by kind { 1 string; 2 u64; else u64 }; }\nclose(a s[in])\n";
    assertThat(planOf(text, Abi.X86_64, "close"))
        .containsExactly(
            "entry COPY arg0 at arg0 1 * 16 cap 65536",
            "entry SKIP_UNLESS op0+0:4 & ffffffff == 1 span 1",
            "entry STR arg0 at op0+8 cap 4096");
  }

  @Test
  void everyPlanKeepsTheBoundsOfTheFormat() {
    for (int plan = 0; plan < shipped.size(); plan++) {
      int entry = shipped.entryOperations(plan);
      int count = entry + shipped.exitOperations(plan);
      assertThat(count).isLessThanOrEqualTo(CaptureOp.MAX_OPERATIONS);
      for (int i = 0; i < count; i++) {
        long op = shipped.operations(plan) + (long) CaptureOp.SIZE * i;
        assertThat(CaptureOp.phase(op)).isEqualTo(i < entry ? 0 : 1);
        assertThat(i + CaptureOp.span(op)).isLessThan(count);
        if (CaptureOp.base(op) == CaptureOp.BASE_CAPTURED) {
          assertThat(CaptureOp.baseIndex(op)).isLessThan(i);
        }
      }
    }
  }
}
