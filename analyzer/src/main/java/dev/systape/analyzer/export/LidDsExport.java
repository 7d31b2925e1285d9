package dev.systape.analyzer.export;

import dev.systape.analyzer.print.EntryOrder;
import dev.systape.analyzer.sequence.ReadOptions.By;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.tape.TapeHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recordings as LID-DS 2021 has them, in the directories in which its framework looks for them:
 * {@code training}, {@code validation}, {@code test/normal}, {@code test/normal_and_attack}. The
 * tape is one recording, or each process or thread is one.
 *
 * <p>The framework's factory of loaders, dataloader_factory.py, takes a directory for LID-DS 2021
 * if the first of its names, sorted, has no extension, and a recording is in {@code test/normal};
 * so what the export is stands in {@code about/}.
 *
 * <p>A recording is a zip file with calls ({@code .sc}), what happened ({@code .json}), and, since
 * the framework asks for them, resources and packets without content. A line of calls has, between
 * single blanks: time in ns since 1970, uid, pid, name of the process, tid, name of the call,
 * {@code >} where it begins or {@code <} where it returns, and arguments as {@code name=value}.
 */
final class LidDsExport implements Export {
  @Override
  public void write(Path tape, ExportOptions options, Destination out) throws IOException {
    Streams.requireNoSplitAttack(options);
    By by = options.by();
    if (by == null && !options.split().isEmpty()) {
      throw new ExportException("the tape is one recording and cannot be split; give --by");
    }
    Streams streams = Streams.of(tape, by == null ? By.PROCESS : by);
    Path directory = out.directory();
    Path work = Destination.directory(out.spill());
    List<LidDsRecording> recordings;
    try (TapeReader reader = TapeReader.open(tape)) {
      LidDsLines.Names names = new LidDsLines.Names(by, work);
      try (EntryOrder sorted = new EntryOrder(names::line);
          LidDsLines lines = new LidDsLines(reader, Descriptions.load(), names, sorted)) {
        lines.walk(reader);
        sorted.finish();
      }
      recordings = names.recordings();
      Notices.ofHealth(tape, reader.health(), options);
      finish(tape, reader.header(), recordings, options, directory);
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    recordings.forEach(each -> parts.merge(each.part(), 1L, (a, b) -> (Long) a + (Long) b));
    streams
        .sidecar(tape, "lid-ds", options, by)
        .put("calls_by", "name")
        .put("order", "by time, each call where it began and where it returned")
        .put("uid", "-1: not on the tape")
        .put("process_name", "a blank is written as _")
        .put("bytes", "printable ASCII as it is, all else as \\xNN")
        .put("resources_and_packets", "not recorded: their files are empty")
        .put("recordings", parts)
        .write(Destination.directory(directory.resolve(Destination.ABOUT)));
  }

  private static void finish(
      Path tape,
      TapeHeader header,
      List<LidDsRecording> recordings,
      ExportOptions options,
      Path directory)
      throws IOException {
    int[] parts = Split.of(recordings.size(), options.split(), options.seed());
    Path name = tape.getFileName();
    String base = (name == null ? "tape" : name.toString()).replaceAll("[^A-Za-z0-9-]", "_");
    long latest = recordings.stream().mapToLong(LidDsRecording::lastNs).max().orElse(0);
    Long attack = options.attackStartNs();
    boolean outside = attack != null && (attack < header.clock().realtimeNs() || attack > latest);
    if (outside) {
      throw new ExportException("--attack-start is not within the time of the recording");
    }
    for (int i = 0; i < parts.length; i++) {
      LidDsRecording each = recordings.get(i);
      boolean isAttack = options.isAttack() && each.lastNs() >= attack;
      String part = Split.PARTS.get(parts[i]);
      if (isAttack) {
        part = "test/normal_and_attack";
      } else if (options.isAttack() || part.equals("test")) {
        part = "test/normal";
      }
      each.part(part);
      Path folder = Destination.directory(directory.resolve(part));
      each.zip(folder, base, header, isAttack ? options.label() : null, attack);
    }
    for (String part : Split.PARTS) {
      Files.createDirectories(directory.resolve(part));
    }
  }
}
