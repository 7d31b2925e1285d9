package dev.systape.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code analyze mine} on a set in the shape of ADFA-LD, and on the sample tape. */
class MineCommandTest {
  @TempDir private Path directory;
  private String train;
  private String normal;
  private String attack;

  /**
   * Windows of 2 in the training: 1 2 twice, 2 3, 3 4. Rates: normal 0 and 0 (too short), attack
   * 1/2 and 0.
   */
  @BeforeEach
  void writeSet() throws IOException {
    train = write("set/Training_Data_Master", "UTD-1.txt", "1 2 3 4 ", "UTD-2.txt", "1 2 ");
    normal = write("set/Validation_Data_Master", "UVD-1.txt", "2 3 4 ", "UVD-2.txt", "9 ");
    attack =
        write("set/Attack_Data_Master", "A_1/UAD-1.txt", "1 2 9 9 3 4 ", "B_1/UAD-2.txt", "1 2");
  }

  private String write(String folder, String... namesAndTexts) throws IOException {
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      Path file = directory.resolve(folder).resolve(namesAndTexts[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, namesAndTexts[i + 1]);
    }
    return directory.resolve(folder).toString();
  }

  private List<String> lines(String... words) {
    CommandLineRun run = CommandLineRun.of(directory, words);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    return run.lines();
  }

  private void assertFails(int status, String message, String... words) {
    CommandLineRun run = CommandLineRun.of(directory, words);
    assertThat(run.err()).startsWith("analyze: " + message);
    assertThat(run.status()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
  }

  private String[] evaluate(String... more) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("mine", "stide", "evaluate", "--train", train, "--normal", normal));
    words.addAll(List.of("--attack", attack, "--window", "2"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  @Test
  void evaluateTellsTheAreaAndThePoints() {
    // Of 1 2 9 9 3 4 the windows 29, 99, 93 are none: 3/5. Pairs: 2 won by 3/5, 2 ties at 0.
    assertThat(String.join("", lines(evaluate("--json"))).replaceAll("\\s+", ""))
        .isEqualTo(
            "{\"window\":2,\"rare\":null,\"score\":\"rate\","
                + "\"traces\":{\"train\":2,\"normal\":2,\"attack\":2},"
                + "\"trainingWindows\":4,\"distinctWindows\":3,\"rareWindows\":0,\"auc\":0.75,"
                + "\"points\":[{\"threshold\":null,\"falseAlarmRate\":0.0,\"detectionRate\":0.0},"
                + "{\"threshold\":0.6,\"falseAlarmRate\":0.0,\"detectionRate\":0.5},"
                + "{\"threshold\":0.0,\"falseAlarmRate\":1.0,\"detectionRate\":1.0}]}");
    assertThat(lines(evaluate("--csv")))
        .containsExactly(
            "threshold,falseAlarmRate,detectionRate", ",0.0,0.0", "0.6,0.0,0.5", "0.0,1.0,1.0");
    assertThat(lines(evaluate())).contains("distinctWindows  3", "auc              0.75");
  }

  @Test
  void evaluateTakesARarityThresholdAndFrames() {
    // 2 3 and 3 4 are a quarter each, below 0.3: all of 2 3 4 mismatches, 4/5 of the first attack.
    assertThat(lines(evaluate("--rare", "0.3", "--csv")))
        .containsExactly(
            "threshold,falseAlarmRate,detectionRate",
            ",0.0,0.0",
            "1.0,0.5,0.0",
            "0.8,0.5,0.5",
            "0.0,1.0,1.0");
    assertThat(lines(evaluate("--rare", "0.3"))).contains("rareWindows      2");
    assertThat(lines(evaluate("--score", "frame", "--frame", "2", "--csv")))
        .contains("2.0,0.0,0.5");
  }

  @Test
  void aModelIsTrainedOnceAndScoresTapesAndTraces() {
    String model = directory.resolve("m").toString();
    assertThat(lines("mine", "stide", "train", "-k", "2", "-o", model, train))
        .contains("calls of          i386", "windows           4", "distinct windows  3");
    assertThat(lines("mine", "stide", "score", model, attack, "--frame", "2", "--csv"))
        .containsExactly(
            "stream,label,calls,windows,mismatches,rate,worst_frame",
            "A_1/UAD-1.txt,none,6,5,3,0.6,2",
            "B_1/UAD-2.txt,none,2,1,0,0.0,0");
    assertThat(lines("mine", "stide", "score", model, attack, "--rare", "0.3", "--csv"))
        .contains("A_1/UAD-1.txt,none,6,5,4,0.8,4");
  }

  @Test
  void callsOfOtherAbisAreRefusedUnlessTheyAreComparedByName() {
    String tape = SampleTape.write(directory.resolve("t.cq")).toString();
    String model = directory.resolve("m").toString();
    lines("mine", "stide", "train", "-k", "1", "-o", model, train);
    assertFails(
        1,
        "calls of x86_64 cannot be compared with calls of i386: use --names",
        "mine",
        "stide",
        "score",
        model,
        tape);
    lines("mine", "stide", "train", "-k", "1", "-o", model, "--names", train);
    assertThat(lines("mine", "stide", "score", model, tape, "--names", "--csv"))
        .as("openat openat read exit_group; close exit_group: read and exit are in the training")
        .contains("t.cq tid 100,none,4,4,3,0.75,3", "t.cq tid 101,none,2,2,2,1.0,2");
  }

  @Test
  void ngramsHaveCountsSupportNumbersAndNames() {
    assertThat(lines("mine", "ngrams", "-n", "2", train, "--csv"))
        .containsExactly(
            "count,support,share,numbers,calls",
            "2,2,0.5,1 2,exit fork",
            "1,1,0.25,2 3,fork read",
            "1,1,0.25,3 4,read write");
    assertThat(lines("mine", "ngrams", "-n", "2", train, "--json", "--min-support", "2"))
        .containsExactly(
            "[",
            "{\"count\":2,\"support\":2,\"share\":0.5,\"numbers\":[1,2],"
                + "\"calls\":[\"exit\",\"fork\"]}",
            "]");
    assertThat(lines("mine", "ngrams", "-n", "2", "--limit", "1", train))
        .endsWith("4 n-grams of 2 calls, 3 different, in 2 streams")
        .hasSize(4);
  }

  @Test
  void sequencesArePatternsWithGaps() {
    assertThat(lines("mine", "sequences", "--all", "--min-support", "2", train, attack, "--csv"))
        .containsExactly(
            "support,share,length,numbers,calls",
            "4,1.0,2,1 2,exit fork",
            "2,0.5,4,1 2 3 4,exit fork read write",
            "2,0.5,3,1 2 3,exit fork read",
            "2,0.5,3,1 2 4,exit fork write",
            "2,0.5,3,1 3 4,exit read write",
            "2,0.5,3,2 3 4,fork read write",
            "2,0.5,2,1 3,exit read",
            "2,0.5,2,1 4,exit write",
            "2,0.5,2,2 3,fork read",
            "2,0.5,2,2 4,fork write",
            "2,0.5,2,3 4,read write");
    assertThat(
            lines("mine", "sequences", "--min-support", "50%", "--closed", train, attack, "--csv"))
        .hasSize(3);
    assertThat(
            lines(
                "mine",
                "sequences",
                "--min-support",
                "2",
                "--max-gap",
                "0",
                "--all",
                train,
                attack,
                "--csv"))
        .containsExactly(
            "support,share,length,numbers,calls",
            "4,1.0,2,1 2,exit fork",
            "2,0.5,2,3 4,read write");
  }

  @Test
  void sequencesWithoutOptionsAreTheClosedOnesOfHalfTheStreams() {
    // 1 2 is in four, 1 2 3 4 in two; all others are parts of these with the same support.
    assertThat(lines("mine", "sequences", train, attack))
        .containsExactly(
            "support  share  length  numbers  calls",
            "-------  -----  ------  -------  --------------------",
            "      4    1.0       2  1 2      exit fork",
            "      2    0.5       4  1 2 3 4  exit fork read write",
            "2 closed patterns (--all: all) of 2 to 5 calls, in 2 of 4 streams or more");
    assertThat(lines("mine", "sequences", "--all", train, attack))
        .contains("11 patterns of 2 to 5 calls, in 2 of 4 streams or more");
    assertFails(2, "--closed and --all", "mine", "sequences", "--closed", "--all", train);
  }

  /** In each of six pieces of 20 calls there are 1 and 2; all others are once. */
  @Test
  void oneStreamIsCutIntoPieces() throws IOException {
    StringBuilder calls = new StringBuilder();
    for (int call = 0; call < 120; call++) {
      calls.append(call % 20 == 4 ? 1 : call % 20 == 9 ? 2 : 10 + call).append(' ');
    }
    String one = write("one", "t.txt", calls.toString());
    CommandLineRun run = CommandLineRun.of(directory, "mine", "sequences", one, "--csv");
    assertThat(run.lines())
        .containsExactly("support,share,length,numbers,calls", "6,1.0,2,1 2,exit fork");
    assertThat(run.err())
        .isEqualTo(
            "analyze: one stream, cut into pieces of 20 calls, which support counts (--cut)\n");
    assertThat(lines("mine", "sequences", "--cut", "20", one, "--csv")).isEqualTo(run.lines());
    assertThat(lines("mine", "sequences", "--cut", "0", one, "--csv")).hasSize(1);
  }

  @Test
  void bagsAreComparedInPairsOrWithTheNearest() {
    assertThat(lines("mine", "bag", "--metric", "manhattan", train, "--csv"))
        .containsExactly("stream,other,distance", "UTD-1.txt,UTD-2.txt,1.0");
    assertThat(lines("mine", "bag", "--metric", "manhattan", normal, "--against", train, "--csv"))
        .containsExactly(
            "stream,calls,distance,nearest",
            "UVD-1.txt,3," + (2 * (1 / 3.0 - 0.25) + 0.25 + (1 / 3.0 - 0.25)) + ",UTD-1.txt",
            "UVD-2.txt,1,2.0,UTD-1.txt");
  }

  @Test
  void aMarkovChainIsTrainedAndScores() {
    String model = directory.resolve("m").toString();
    assertThat(lines("mine", "markov", "train", "-o", model, "--add", "0", train))
        .contains("distinct transitions  3", "calls of              i386");
    assertThat(lines("mine", "markov", "score", model, normal, "--csv"))
        .containsExactly(
            "stream,label,calls,transitions,unseen,bits_per_transition",
            "UVD-1.txt,none,3,2,0,0.0",
            "UVD-2.txt,none,1,0,0,0.0");
  }

  @Test
  void labelsOfRecordingsChooseWhatIsNormal() throws IOException {
    String line = "1631609832574822041 0 10 a 11 %s > \n";
    write("lid/train", "t.sc", line.formatted("read") + line.formatted("open"));
    write(
        "lid/test",
        "n.sc",
        line.formatted("read"),
        "n.json",
        "{\"exploit\": false}",
        "a.sc",
        line.formatted("execve"),
        "a.json",
        "{\"exploit\": true}");
    String training = directory.resolve("lid/train").toString();
    String test = directory.resolve("lid/test").toString();

    assertThat(lines("mine", "stide", "evaluate", "--train", training, "--test", test, "-k", "1"))
        .contains(
            "traces           {'train': 1, 'normal': 1, 'attack': 1}", "auc              1.0");
    assertFails(
        1,
        "--normal: a.sc tid 11 says that it is an attack",
        "mine",
        "stide",
        "evaluate",
        "--train",
        training,
        "--normal",
        test,
        "--attack",
        test);
  }

  @Test
  void whatCannotBeReadIsOneLineAndStatusOne() throws IOException {
    String bad = write("bad", "t.txt", "1 2\nthree");
    assertFails(1, bad + "/t.txt:2: 'three' is no number", "mine", "ngrams", bad);
    assertFails(1, "/nosuch: there is no such", "mine", "ngrams", "/nosuch");
    assertFails(1, "/nosuch: there is no such model", "mine", "stide", "score", "/nosuch", train);
    assertFails(
        1, train + " is a directory; a model", "mine", "markov", "train", "-o", train, train);
  }

  @Test
  void badUsageIsToldWithStatusTwo() {
    assertFails(2, "mine what? One of ngrams, sequences, stide, bag, markov", "mine");
    assertFails(2, "mine stide: one of train, score, evaluate comes behind stide", "mine", "stide");
    assertFails(2, "mine magic: mine what? One of ngrams", "mine", "magic");
    assertFails(2, "-n 0: not from 1", "mine", "ngrams", "-n", "0", train);
    assertFails(2, "--rare 1.0: a share", evaluate("--rare", "1"));
    assertFails(2, "--frame 0: not from 1", evaluate("--frame", "0"));
    assertFails(
        2, "--window 0: not", "mine", "stide", "train", "-k", "0", "-o", "/nosuch/m", train);
    assertFails(2, "--format x: not one of", "mine", "ngrams", "--format", "x", train);
    assertFails(2, "--by x: neither", "mine", "ngrams", "--by", "x", train);
    assertFails(2, "--abi: unknown ABI 'x'", "mine", "ngrams", "--abi", "x", train);
    assertFails(2, "--min-support 0: neither", "mine", "sequences", "--min-support", "0", train);
    assertFails(2, "--min-support x: no number", "mine", "sequences", "--min-support", "x", train);
    assertFails(
        2, "what to score: --normal and --attack", "mine", "stide", "evaluate", "--train", train);
  }

  @Test
  void everyWayOfMiningHasHelp() {
    for (MineCommands command : MineCommands.values()) {
      String[] words = ("mine " + command.words() + " --help").split(" ");
      assertThat(String.join("", lines(words)).replace(" ", ""))
          .startsWith("Usage:analyzemine" + command.words().replace(" ", ""))
          .contains("ZIP!/PATH", "--format", "--names");
    }
    assertThat(String.join("\n", lines("mine", "--help"))).contains("  stide evaluate   train");
  }
}
