package dev.systape.analyzer.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What {@code analyze mine} does. The class of one is loaded when it is created. */
enum MineCommands {
  NGRAMS("count calls in a row, by count and support"),
  SEQUENCES("find frequent patterns with gaps, closed ones too"),
  STIDE_TRAIN("learn the windows of normal behaviour: STIDE and t-STIDE"),
  STIDE_SCORE("score streams by windows that the model has not"),
  STIDE_EVALUATE("train, score, and tell detection and false alarm rates"),
  BAG("distances of streams by how often each call occurs"),
  MARKOV_TRAIN("learn the transitions between calls"),
  MARKOV_SCORE("score streams by how improbable their transitions are");

  private final String description;

  MineCommands(String description) {
    this.description = description;
  }

  /** The words for it. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private MineCommand make() {
    return switch (this) {
      case NGRAMS -> new MineNgrams();
      case SEQUENCES -> new MineSequences();
      case STIDE_TRAIN -> new MineStideTrain();
      case STIDE_SCORE -> new MineStideScore();
      case BAG -> new MineBag();
      case MARKOV_TRAIN -> new MineMarkovTrain();
      case MARKOV_SCORE -> new MineMarkovScore();
      case STIDE_EVALUATE -> new MineStideEvaluate();
    };
  }

  /**
   * The command that the first words name, which are taken from them; the one that tells what there
   * is, where none is named.
   */
  static AnalyzeCommand create(List<String> words) {
    for (MineCommands command : values()) {
      List<String> named = List.of(command.words().split(" "));
      if (words.size() >= named.size() && words.subList(0, named.size()).equals(named)) {
        words.subList(0, named.size()).clear();
        MineCommand made = command.make();
        made.words = " " + command.words();
        return made;
      }
    }
    return new MineOverview();
  }

  /** The words that can stand behind a first one, or first where that is empty. */
  static List<String> next(String first) {
    return Stream.of(values())
        .map(command -> command.words().split(" "))
        .filter(words -> first.isEmpty() || words.length > 1 && words[0].equals(first))
        .map(words -> words[first.isEmpty() ? 0 : 1])
        .distinct()
        .toList();
  }

  /** A line a command. */
  static String list() {
    StringBuilder text = new StringBuilder();
    for (MineCommands command : values()) {
      text.append("%n  %-16s %s".formatted(command.words(), command.description));
    }
    return text.toString();
  }
}
