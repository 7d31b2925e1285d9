package dev.systape.analyzer.cli;

import java.util.List;
import java.util.Locale;

/** What {@code analyze mine} does. The class of one is loaded when it is created. */
enum MineCommands {
  STIDE_EVALUATE("train, score and tell the rates at which attacks and false alarms are told");

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

  /** A line a command. */
  static String list() {
    StringBuilder text = new StringBuilder();
    for (MineCommands command : values()) {
      text.append("%n  %-16s %s".formatted(command.words(), command.description));
    }
    return text.toString();
  }
}
