package dev.systape.analyzer.sequence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What sequences are read from. */
public enum Format {
  /** A tape of this recorder. */
  TAPE("tape"),
  /**
   * Files of call numbers between white space, one trace a file (Creech and Hu, "Generation of a
   * new IDS test dataset: time to retire the KDD collection", WCNC 2013).
   */
  ADFA_LD("adfa-ld"),
  /** Files of lines with two numbers, pid and call (University of New Mexico, Forrest et al.). */
  UNM("unm"),
  /**
   * Recordings of LID-DS 2021 (Grimmer, Kaelble, Rahm): {@code .sc} files, loose or each in a zip
   * file, beside a JSON file with what happened.
   */
  LID_DS("lid-ds");

  private static final String QUEUE_SUFFIX = ".cq4";
  private static final int LOOKED_AT = 1 << 10;

  private final String label;

  Format(String label) {
    this.label = label;
  }

  /** The word for it in options. */
  public String label() {
    return label;
  }

  /** The format with a label, or null. */
  public static Format ofLabel(String label) {
    for (Format format : values()) {
      if (format.label.equals(label)) {
        return format;
      }
    }
    return null;
  }

  /** Whether a place is the directory of a tape. */
  static boolean isTape(String place) throws IOException {
    if (!Files.isDirectory(Path.of(place))) {
      return false;
    }
    try (Stream<Path> entries = Files.list(Path.of(place))) {
      return entries.anyMatch(entry -> entry.toString().endsWith(QUEUE_SUFFIX));
    }
  }

  /**
   * The format of files that are no tape: LID-DS by the names; UNM where the first file begins with
   * two lines of two numbers each; else ADFA-LD.
   */
  static Format of(TraceFiles files) throws IOException {
    for (String name : files.names()) {
      boolean recording = name.endsWith(LidDsReader.CALLS) || name.endsWith(LidDsReader.RECORDING);
      if (recording) {
        return LID_DS;
      }
    }
    List<String> candidates =
        files.names().stream().filter(name -> NumberFiles.isTrace(files, name)).toList();
    return !candidates.isEmpty() && beginsWithPairs(files, candidates.get(0)) ? UNM : ADFA_LD;
  }

  private static boolean beginsWithPairs(TraceFiles files, String name) throws IOException {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(files.open(name), StandardCharsets.ISO_8859_1))) {
      int pairs = 0;
      while (pairs < 2) {
        String line = line(in);
        if (line == null || !line.isBlank() && !line.strip().matches("\\d+\\s+\\d+")) {
          return false;
        }
        pairs += line.isBlank() ? 0 : 1;
      }
      return true;
    }
  }

  /** A line that is not longer than what a pair could take; a trace of ADFA-LD is one long line. */
  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n' && line.length() < LOOKED_AT; c = in.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      line.append((char) c);
    }
    return line.toString();
  }
}
