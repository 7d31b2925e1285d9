package dev.systape.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Capture;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever registers and captures hold, a call becomes one line. */
class AnyCallTest {
  private static final int ROUNDS = 25;
  private static final long[] WORDS = {
    0, 1, 2, 3, 8, 16, 64, 100, 4096, -1, -100, 1L << 31, 1L << 63
  };

  @ParameterizedTest
  @EnumSource(Abi.class)
  void everyNumberWithRandomWordsAndBytesIsOneLine(Abi abi) {
    int end = SyscallNumbers.of(abi).end();
    TextOptions[] options = {
      TextOptions.defaults(),
      new TextOptions(0, false, 1),
      new TextOptions(1000, true, 2, 0),
      new TextOptions(32, true, 0, TextOptions.Names.RAW, true, 0),
      new TextOptions(32, false, 0, TextOptions.Names.VERBOSE, false, 0)
    };
    for (int number = -1; number <= end; number++) {
      for (int round = 0; round < ROUNDS; round++) {
        Random random = new Random(1000L * number + round);
        String line = call(abi, number, random).line(options[round % options.length]);
        assertThat(line)
            .as("%s call %d, round %d", abi, number, round)
            .matches("\\w+\\(.*\\) += .+")
            .doesNotContain("null");
      }
    }
  }

  private static RecordedCall call(Abi abi, int number, Random random) {
    long[] arguments = new long[Abi.ARGUMENTS];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = word(random, i);
    }
    RecordedCall call = RecordedCall.numbered(abi, number, arguments);
    for (int i = 0; i < arguments.length; i++) {
      long address = abi == Abi.I386 ? arguments[i] & 0xffff_ffffL : arguments[i];
      for (int phase = Capture.ENTRY; phase <= Capture.EXIT; phase++) {
        if (random.nextInt(4) != 0) {
          capture(call, i, phase, address, random);
        }
      }
    }
    return random.nextInt(8) == 0 ? call.neverReturns() : call.returns(word(random, 7) >> 8);
  }

  private static void capture(
      RecordedCall call, int argument, int phase, long address, Random random) {
    byte[] bytes = new byte[random.nextInt(4) * random.nextInt(80)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? bytes[i] & 0x1f : 0);
      }
    }
    long original = random.nextInt(3) == 0 ? Capture.UNKNOWN_LENGTH : bytes.length;
    int errno = random.nextInt(4) == 0 ? 14 : 0;
    call.capture(argument, phase, random.nextInt(32), address, original, bytes, errno);
  }

  private static long word(Random random, int index) {
    return random.nextBoolean()
        ? WORDS[random.nextInt(WORDS.length)]
        : 0x7ffe_0000_0000L + 4096L * index;
  }
}
