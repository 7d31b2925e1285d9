package dev.systape.analyzer.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.schema.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8Test {
  @Property
  void bytesAreValidWhereTheJdkDecodesThem(@ForAll("bytes") byte[] bytes) {
    boolean valid = decodes(bytes);
    long copy = Memory.allocate(bytes.length + 1);
    Memory.copy(bytes, 0, copy, bytes.length);
    assertThat(Utf8.isValid(copy, bytes.length)).isEqualTo(valid);
    Memory.free(copy);
    assertThat(decodes(Utf8.escaped(bytes))).isTrue();
    if (valid) {
      assertThat(Utf8.escaped(bytes)).isSameAs(bytes);
    }
  }

  @Example
  void eachByteThatIsNoCharacterIsEscapedByItself() {
    byte[] bytes = {'a', (byte) 0xe2, (byte) 0x82, 'b', (byte) 0xc0, (byte) 0x80, (byte) 0xf0};
    assertThat(new String(Utf8.escaped(bytes), UTF_8)).isEqualTo("a\\xe2\\x82b\\xc0\\x80\\xf0");
  }

  private static boolean decodes(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Bytes at the edges of the encoding, and long runs of ASCII. */
  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> edges =
        Arbitraries.of(
                0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef,
                0xf0, 0xf4, 0xf5)
            .map(Integer::byteValue);
    Arbitrary<Byte> ascii = Arbitraries.bytes().between((byte) 0, Byte.MAX_VALUE);
    return Arbitraries.oneOf(edges, ascii, edges).array(byte[].class).ofMaxSize(24);
  }
}
