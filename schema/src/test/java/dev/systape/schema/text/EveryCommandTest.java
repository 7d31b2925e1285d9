package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.CallDef;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.model.Parameter;
import dev.systape.schema.model.Type;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever words and bytes a call has, each of its commands among them, it becomes one line. A
 * pointer that an element of a struct holds is found among the captures as often as not.
 */
class EveryCommandTest {
  private static final Descriptions DESCRIPTIONS = Descriptions.load();
  private static final int WORD = 0xffff_ffff;

  /** A call with the values that choose among its types: position, value. */
  record Command(Abi abi, int number, long[][] chosen) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(abi + " " + SyscallNumbers.of(abi).name(number));
      for (long[] each : chosen) {
        text.append(" arg").append(each[0]).append("=0x").append(Long.toHexString(each[1]));
      }
      return text.toString();
    }
  }

  @Provide
  Arbitrary<Command> commands() {
    List<Command> all = new ArrayList<>();
    for (Abi abi : Abi.values()) {
      for (int number = 0; number < SyscallNumbers.of(abi).end(); number++) {
        CallDef call = DESCRIPTIONS.call(abi, number);
        if (call != null) {
          all.add(new Command(abi, number, new long[0][]));
          for (Parameter parameter : call.parameters()) {
            if (parameter.type() instanceof Type.Selected choice) {
              for (long value : choice.cases().keySet()) {
                all.add(new Command(abi, number, new long[][] {{choice.selector(), value}}));
              }
            }
          }
        }
      }
    }
    return Arbitraries.of(all);
  }

  @Property(tries = 20_000, seed = "20261120")
  void isOneLine(@ForAll("commands") Command command, @ForAll long seed) {
    Random random = new Random(seed);
    long[] arguments = random.longs(Abi.ARGUMENTS).map(any -> word(random)).toArray();
    for (long[] each : command.chosen) {
      arguments[(int) each[0]] = each[1];
    }
    RecordedCall call = RecordedCall.numbered(command.abi, command.number, arguments);
    for (int i = 0; i < random.nextInt(12); i++) {
      capture(call, arguments, random);
    }
    call = random.nextInt(8) == 0 ? call.neverReturns() : call.returns(result(random));
    TextOptions options = new TextOptions(random.nextInt(64), random.nextBoolean(), 0);
    assertThat(call.line(options)).matches("\\w+\\(.*\\) += .+").doesNotContain("null");
  }

  private static long word(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(64);
      case 1 -> random.nextLong();
      case 2 -> -random.nextInt(200);
      case 3 -> random.nextInt() & WORD;
      default -> 0x7ffe_0000_0000L + 8L * random.nextInt(16);
    };
  }

  private static long result(Random random) {
    return random.nextBoolean() ? -random.nextInt(600) : random.nextInt(5000);
  }

  private static void capture(RecordedCall call, long[] arguments, Random random) {
    int argument = random.nextInt(arguments.length);
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    int kept = random.nextInt(3) == 0 ? 0xff : 0x0f;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) == 0 ? bytes[i] & kept : 0);
    }
    long address = random.nextInt(3) == 0 ? random.nextInt(16) : arguments[argument];
    long original = random.nextInt(3) == 0 ? Capture.UNKNOWN_LENGTH : bytes.length;
    int errno = random.nextInt(4) == 0 ? 14 : 0;
    int phase = random.nextBoolean() ? Capture.ENTRY : Capture.EXIT;
    call.capture(argument, phase, random.nextInt(32), address, original, bytes, errno);
  }
}
