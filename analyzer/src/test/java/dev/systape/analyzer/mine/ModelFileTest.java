package dev.systape.analyzer.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.analyzer.sequence.Alphabet;
import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir private Path directory;
  private Path file;
  private StideModel model;

  @BeforeEach
  void train() {
    file = directory.resolve("m.stide");
    Alphabet alphabet = new Alphabet();
    int[] calls = {
      alphabet.symbol(Abi.I386.code(), 5),
      alphabet.symbol(Abi.X86_64.code(), 5),
      alphabet.symbol("own_call"),
      alphabet.symbol(Abi.I386.code(), 99_999)
    };
    model = new StideModel(alphabet, 2, 0.25);
    Streams.feed(model, calls, new int[] {calls[0], calls[1]});
    model.trained();
  }

  @Test
  void aModelComesBackWithItsOptionsItsAlphabetAndItsCounts() throws IOException {
    model.write(file);
    StideModel read = StideModel.read(file);

    assertThat(read.window()).isEqualTo(2);
    assertThat(read.rare()).isEqualTo(0.25);
    assertThat(read.totalWindows()).isEqualTo(4);
    assertThat(read.distinctWindows()).isEqualTo(3);
    assertThat(read.rareWindows()).as("1 of 4 is not below 0.25").isZero();
    assertThat(read.alphabet().kinds()).containsExactly("names", "x86_64", "i386");
    for (int symbol = 0; symbol < 4; symbol++) {
      assertThat(read.alphabet().call(symbol)).isEqualTo(model.alphabet().call(symbol));
    }
    assertThat(read.isMismatch(new int[] {0, 1}, 0)).isFalse();
    assertThat(read.isMismatch(new int[] {1, 0}, 0)).isTrue();
  }

  @Test
  void aModelIsItsOwnersAloneAndReplacesOneThatIsThere() throws IOException {
    Files.writeString(file, "old");
    model.write(file);

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(StideModel.read(file).distinctWindows()).isEqualTo(3);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatIsNoModelIsToldApart() throws IOException {
    assertThatThrownBy(() -> StideModel.read(file)).hasMessageEndingWith("there is no such model");
    Files.writeString(file, "short");
    assertThatThrownBy(() -> StideModel.read(file))
        .hasMessageContaining("is no model, or one that");
    Files.writeString(file, "longer than the magic");
    assertThatThrownBy(() -> StideModel.read(file))
        .hasMessageEndingWith("is no model that `analyze mine` made");
    new MarkovModel(new Alphabet(), 1, 1).write(file);
    assertThatThrownBy(() -> StideModel.read(file))
        .hasMessageEndingWith("is a model of `mine markov`, not of `mine stide`");
  }

  @Test
  void aModelOfAnotherVersionSaysWhatToDo() throws IOException {
    model.write(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[11] = 2;
    Files.write(file, bytes);

    assertThatThrownBy(() -> StideModel.read(file))
        .hasMessageEndingWith(
            "is a model of version 2, this systape reads version 1: train it again");
  }

  @Test
  void damageIsFoundWhereverItIs() throws IOException {
    model.write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> StideModel.read(file))
          .as("byte %d", at)
          .isInstanceOf(ModelException.class);
      Files.write(file, Arrays.copyOf(whole, at));
      assertThatThrownBy(() -> StideModel.read(file))
          .as("cut at %d", at)
          .isInstanceOf(ModelException.class);
    }
  }

  @Test
  void aMarkovModelComesBackToo() throws IOException {
    MarkovModel chain = new MarkovModel(Streams.alphabet(3), 2, 0.5);
    Streams.feed(chain, new int[] {0, 1, 2, 0, 1, 0});
    chain.trained();
    chain.write(file);
    MarkovModel read = MarkovModel.read(file);

    assertThat(read.order()).isEqualTo(2);
    assertThat(read.added()).isEqualTo(0.5);
    assertThat(read.totalTransitions()).isEqualTo(4);
    for (int[] transition : new int[][] {{0, 1, 2}, {0, 1, 0}, {0, 1, 1}, {2, 2, 2}}) {
      assertThat(read.probability(transition, 0)).isEqualTo(chain.probability(transition, 0));
    }
  }
}
