package dev.systape.analyzer.sequence;

import dev.systape.analyzer.sequence.ReadOptions.By;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads recordings of LID-DS 2021. A line of a {@code .sc} file has, between single blanks, the
 * time in ns since 1970, uid, pid, the process's name, tid, the call's name, {@code >} where it
 * begins or {@code <} where it returns, and arguments. A call is counted once, where it begins. A
 * recording is a trace; the JSON file beside it says whether an attack is in it.
 */
final class LidDsReader {
  /** The end of the names of files with calls. */
  static final String CALLS = ".sc";

  /** The end of the names of recordings, each with its files in it. */
  static final String RECORDING = ".zip";

  private static final String METADATA = ".json";
  private static final int PID = 2;
  private static final int FIRST_TID = 4;

  private final Reading reading;
  private final boolean byThread;

  LidDsReader(Reading reading, By by) {
    this.reading = reading;
    byThread = by == By.THREAD;
  }

  /** Reads all recordings. */
  void read(TraceFiles files) throws IOException {
    int read = 0;
    for (String name : files.names()) {
      if (name.endsWith(CALLS)) {
        loose(files, name);
        read++;
      } else if (name.endsWith(RECORDING)) {
        if (files.isZip()) {
          throw new TraceException(
              files.full(name) + " is a zip file within another: unpack the outer one first");
        }
        read += packed(files, name);
      }
    }
    if (read == 0) {
      throw new TraceException("no recording: nothing there ends with .sc, loose or in a zip file");
    }
  }

  private void loose(TraceFiles files, String name) throws IOException {
    String metadata = name.substring(0, name.length() - CALLS.length()) + METADATA;
    CallStream.Label label = CallStream.Label.NONE;
    if (files.names().contains(metadata)) {
      try (InputStream in = files.open(metadata)) {
        label = LidDsMetadata.label(in, files.full(metadata));
      }
    }
    try (InputStream in = files.open(name)) {
      calls(in, files.shown(name), files.full(name), label);
    }
  }

  private int packed(TraceFiles files, String name) throws IOException {
    int read = 0;
    try (ZipFile zip = TraceFiles.zip(Path.of(name))) {
      List<String> entries = zip.stream().map(ZipEntry::getName).sorted().toList();
      for (String entry : entries) {
        if (entry.endsWith(CALLS)) {
          String base = entry.substring(0, entry.length() - CALLS.length());
          ZipEntry metadata = zip.getEntry(base + METADATA);
          CallStream.Label label = CallStream.Label.NONE;
          if (metadata != null) {
            try (InputStream in = zip.getInputStream(metadata)) {
              label = LidDsMetadata.label(in, name + "!/" + metadata.getName());
            }
          }
          try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
            calls(in, files.shown(name), name + "!/" + entry, label);
          }
          read++;
        }
      }
    }
    return read;
  }

  private void calls(InputStream in, String shown, String full, CallStream.Label label)
      throws IOException {
    reading.beginTrace();
    long before = reading.calls();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        call(line, shown, full, number, label);
      }
    }
    if (reading.calls() == before) {
      reading.begin(0, shown, label, false);
    }
    reading.endAll();
  }

  private void call(String line, String shown, String full, long number, CallStream.Label label)
      throws IOException {
    int direction = direction(line);
    if (direction < 0) {
      throw new TraceException(
          full, number, "not a line of LID-DS: TIME UID PID PROCESS TID CALL > or <");
    }
    if (line.charAt(direction) == '<') {
      return;
    }
    int name = line.lastIndexOf(' ', direction - 2) + 1;
    int tid = line.lastIndexOf(' ', name - 2) + 1;
    int key = number(line, byThread ? tid : field(line, PID));
    int slot = reading.slot(key);
    if (slot < 0) {
      String stream = shown + (byThread ? " tid " : " pid ") + key;
      slot = reading.begin(key, stream, label, false);
    }
    reading.call(slot, line.substring(name, direction - 1));
  }

  /**
   * Where the direction stands, or -1. A process's name may have blanks, so it is the first {@code
   * >} or {@code <} alone that has a number two fields before it.
   */
  private static int direction(String line) {
    int begin = field(line, FIRST_TID + 2);
    if (number(line, 0) < 0 || number(line, field(line, PID)) < 0) {
      return -1;
    }
    while (begin >= 0 && begin < line.length()) {
      char c = line.charAt(begin);
      boolean alone = begin + 1 == line.length() || line.charAt(begin + 1) == ' ';
      if ((c == '>' || c == '<') && alone) {
        int name = line.lastIndexOf(' ', begin - 2) + 1;
        int tid = line.lastIndexOf(' ', name - 2) + 1;
        if (number(line, tid) >= 0 && begin - 1 > name) {
          return begin;
        }
      }
      begin = line.indexOf(' ', begin) + 1;
      if (begin == 0) {
        return -1;
      }
    }
    return -1;
  }

  /** Where a field begins, or -1. */
  private static int field(String line, int index) {
    int begin = 0;
    for (int i = 0; i < index; i++) {
      begin = line.indexOf(' ', begin) + 1;
      if (begin == 0) {
        return -1;
      }
    }
    return begin;
  }

  /**
   * The number that is a field, or -1; the time, which is larger than an int, is only looked at.
   */
  private static int number(String line, int begin) {
    int value = 0;
    int at = begin;
    while (at >= 0 && at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
      value = (value * 10 + (line.charAt(at) - '0')) & Integer.MAX_VALUE;
      at++;
    }
    return at > begin && (at == line.length() || line.charAt(at) == ' ') ? value : -1;
  }
}
