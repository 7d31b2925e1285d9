package dev.systape.analyzer.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.schema.abi.Abi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADFA-LD, UNM and LID-DS, as files, directories and zip files. */
class DataSetsTest {
  private static final ReadOptions X86_64 = new ReadOptions(null, By.THREAD, false, Abi.X86_64);
  private static final String SC =
      """
      1631609832574822041 0 10 apache2 11 read > fd=3 size=8
      1631609832574822042 0 10 apache2 11 read < res=8 data=MTI=
      1631609832574822043 33 10 two words 12 futex > addr=1 op=128
      1631609832574822044 33 20 sh 20 close < res=0
      1631609832574822045 0 10 apache2 11 close > fd=3(<f>/etc/a > b)
      """;

  @TempDir private Path directory;

  private String write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return file.toString();
  }

  private String zip(String name, String... namesAndTexts) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.toString();
  }

  @Test
  void aDirectoryOfAdfaLdIsATraceAFileInTheOrderOfTheirNames() throws IOException {
    write("set/b/2.txt", "3 4 \r\n6\n");
    write("set/a/1.txt", "6 6 63 ");
    write("set/a/empty.txt", "");
    Recorder read = Recorder.of(ReadOptions.DEFAULT, directory.resolve("set").toString());

    assertThat(read.lines)
        .containsExactly(
            "a/1.txt [0 NONE] close close dup2",
            "a/empty.txt [1 NONE]",
            "b/2.txt [2 NONE] read write close");
    assertThat(read.alphabet.kinds()).containsExactly("i386");
    assertThat(read.notices).isEmpty();
  }

  @Test
  void numbersAreOfTheAbiThatIsAskedForAndMayHaveNoName() throws IOException {
    String file = write("t.txt", "3 99999 3");

    assertThat(Recorder.of(X86_64, file).lines)
        .containsExactly(file + " [0 NONE] close syscall_0x1869f close");
  }

  @Test
  void aZipFileIsReadAndAPartOfIt() throws IOException {
    String zip =
        zip("set.zip", "s/train/1.txt", "1 2", "s/attack/2.txt", "3", "s/attacks.txt", "5");

    assertThat(Recorder.of(ReadOptions.DEFAULT, zip).lines).hasSize(3);
    assertThat(Recorder.of(ReadOptions.DEFAULT, zip + "!/s/attack").lines)
        .containsExactly("set.zip!/s/attack/2.txt [0 NONE] read");
    assertThat(Recorder.of(ReadOptions.DEFAULT, zip + "!/s/train/1.txt").lines)
        .containsExactly("set.zip!/s/train/1.txt [0 NONE] exit fork");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, zip + "!/s/nothing"))
        .hasMessage(zip + " holds nothing below 's/nothing'");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, write("bad.zip", "no zip")))
        .hasMessageContaining("bad.zip is no zip file, or a damaged one");
  }

  @Test
  void theListThatComesWithAdfaLdIsNoTraceAndOtherFilesAreTold() throws IOException {
    write("s/1.txt", "1");
    write("s/ADFA-LD+Syscall+List.txt", "#define");
    write("s/README", "words");
    Recorder read = Recorder.of(ReadOptions.DEFAULT, directory.resolve("s").toString());

    assertThat(read.lines).hasSize(1);
    assertThat(read.notices)
        .containsExactly(
            directory.resolve("s")
                + ": 1 files were not read: they end neither with .txt nor with"
                + " .int");
  }

  @Test
  void whatIsNoNumberIsToldWithFileAndLine() throws IOException {
    assertGarbage("1 2\n3 x4 5", ":2: 'x4' is no number");
    assertGarbage("12ab 5", ":1: '12ab' is no number");
    assertGarbage("1\n\n-5", ":3: '-5' is no number");
    assertGarbage("1 2,3", ":1: '2,3' is no number");
    assertGarbage("1 \0", ":1: '\\x0' is no number");
    assertGarbage("7 2147483648", ":1: a number too large for a system call or a pid");
    assertGarbage("7 99999999999999999999999", ":1: a number too large for a system call or a pid");
  }

  private void assertGarbage(String text, String message) throws IOException {
    String file = write("bad.txt", text);
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, file)).hasMessage(file + message);
  }

  @Test
  void aLongFileKeepsItsNumbersAcrossTheBuffers() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append(i % 300).append(i % 7 == 0 ? "\n" : " ");
    }
    write("long.txt", text.toString());
    int[] count = new int[1];
    CallSink sink =
        new CallSink() {
          @Override
          public void begin(int slot, CallStream stream) {}

          @Override
          public void call(int slot, int symbol) {
            assertThat(symbol).isEqualTo(count[0]++ % 300);
          }

          @Override
          public void end(int slot) {}
        };
    new Reading(ReadOptions.DEFAULT, new Alphabet(), sink, line -> {})
        .read(directory.resolve("long.txt").toString());
    assertThat(count[0]).isEqualTo(50_000);
  }

  @Test
  void unmIsAStreamAPid() throws IOException {
    String file = write("t.int", "10 3\n11 4\n\n10 6\n");

    assertThat(Recorder.of(ReadOptions.DEFAULT, file).lines)
        .containsExactly(file + " pid 10 [0 NONE] read close", file + " pid 11 [1 NONE] write");
  }

  @Test
  void unmInAGzipFileIsUnpacked() throws IOException {
    Path file = directory.resolve("d/t.int.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("10 3\n10 4\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Recorder.of(ReadOptions.DEFAULT, file.getParent().toString()).lines)
        .containsExactly("t.int.gz pid 10 [0 NONE] read write");
  }

  @Test
  void aLineOfUnmWithoutTwoNumbersIsToldWithFileAndLine() throws IOException {
    String file = write("t.int", "10 3\n10 3\n10\n11 4\n");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, file))
        .hasMessage(file + ":3: not two numbers, pid and system call");
    write("t.int", "10 3\n10 3\n10 3 4\n11 4\n");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, file))
        .hasMessage(file + ":3: not two numbers, pid and system call");
    write("t.int", "10 3\n10 3\n10");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, file))
        .hasMessage(file + ":3: not two numbers, pid and system call");
  }

  @Test
  void aRecordingOfLidDsIsATraceOfItsThreads() throws IOException {
    zip(
        "s/normal/r.zip",
        "r.sc",
        SC,
        "r.json",
        "{\"time\": {\"exploit\": []}, \"exploit\": false}");
    zip("s/attack/q.zip", "q.sc", SC, "q.json", "{'exploit': true, 'image': 'x'}");

    assertThat(Recorder.of(ReadOptions.DEFAULT, directory.resolve("s").toString()).lines)
        .containsExactly(
            "attack/q.zip tid 11 [0 ATTACK] read close",
            "attack/q.zip tid 12 [0 ATTACK] futex",
            "normal/r.zip tid 11 [1 NORMAL] read close",
            "normal/r.zip tid 12 [1 NORMAL] futex");
  }

  @Test
  void aRecordingOfLidDsCanBeByProcessAndLoose() throws IOException {
    write("l/r.sc", SC);
    write("l/r.json", "{\"exploit\": false}");
    write("l/empty.sc", "");
    ReadOptions byProcess = new ReadOptions(null, By.PROCESS, false, Abi.I386);

    assertThat(Recorder.of(byProcess, directory.resolve("l").toString()).lines)
        .containsExactly("empty.sc [0 NONE]", "r.sc pid 10 [1 NORMAL] read futex close");
  }

  @Test
  void whatIsNoRecordingIsToldWithFileAndLine() throws IOException {
    String file = write("l/r.sc", SC + "1631609832574822041 0 10 apache2 11 read\n");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, file))
        .hasMessage(file + ":6: not a line of LID-DS: TIME UID PID PROCESS TID CALL > or <");
    write("l/r.sc", SC);
    String metadata = write("l/r.json", "{\"exploit\": 1}");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, directory.resolve("l").toString()))
        .hasMessage(metadata + ": \"exploit\" is neither true nor false");
    write("l/r.json", "{\"other\": {\"exploit\": true}}");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, directory.resolve("l").toString()))
        .hasMessage(metadata + " does not say whether there was an \"exploit\"");
    write("l/r.json", "not json");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, directory.resolve("l").toString()))
        .hasMessageStartingWith(metadata + " is no JSON that describes a recording: ");
  }

  @Test
  void whereThereIsNothingIsToldSo() throws IOException {
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, "/nosuch"))
        .hasMessage("/nosuch: there is no such file or directory");
    write("n/README", "words");
    write("n/LICENSE", "words");
    assertThatThrownBy(() -> Recorder.of(ReadOptions.DEFAULT, directory.resolve("n").toString()))
        .hasMessage(
            directory.resolve("n")
                + " is neither a tape nor a set of traces: no file there ends with .txt or .int");
  }
}
