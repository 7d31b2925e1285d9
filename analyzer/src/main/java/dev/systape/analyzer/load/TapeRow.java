package dev.systape.analyzer.load;

import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.TapeTail;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one row of table {@code tape}: values in the order of its columns, bound one by one. */
final class TapeRow {
  private final List<Object> values = new ArrayList<>();

  /** Whether no program was started, so that none has an exit status. */
  private boolean attached;

  /** What the tape is. */
  TapeRow header(TapeHeader header) {
    int options = header.options();
    attached = (options & TapeHeader.ATTACHED) != 0;
    add(header.formatVersion(), header.recorderVersion(), Words.backend(header.backend()));
    add(header.host(), header.kernel(), header.machine(), header.pageSize());
    add(text(header.workingDirectory()), texts(header.command()), texts(header.commandLine()));
    add(header.filter().isEmpty() ? null : header.filter());
    add(Integer.toUnsignedLong(header.stringLimit()));
    add((options & TapeHeader.FOLLOWED) != 0, attached);
    add((options & TapeHeader.FULL_REGISTERS) != 0, (options & TapeHeader.KERNEL_FILTER) != 0);
    add((options & TapeHeader.SYNTHETIC) != 0);
    add(header.recorderPid());
    add(Long.toUnsignedString(header.descriptionsHash()), utc(header.clock().realtimeNs()));
    add(header.clock().monotonicNs(), header.clock().realtimeNs(), header.clock().bootNs());
    return this;
  }

  /** How it ended; {@code end} is null where it has no end. */
  TapeRow end(TapeEnd end, long endNs) {
    if (end == null) {
      add(null, null, null, null, null, null, null, null);
      return this;
    }
    int status = end.waitStatus();
    boolean ended = !attached && (end.reason() == TapeEnd.ENDED || status != 0);
    add(Words.endReason(end.reason()), end.detail().isEmpty() ? null : end.detail(), endNs);
    add(ended && WaitStatus.exited(status) ? WaitStatus.exitCode(status) : null);
    add(WaitStatus.exited(status) ? null : WaitStatus.signal(status));
    add(end.records(), end.calls(), end.largestRingFill());
    return this;
  }

  /** How well it could be read. */
  TapeRow health(Health health) {
    add(health.batches(), health.records(), health.calls());
    add(health.damagedBatches(), health.missingBatches(), health.damagedRecords());
    add(health.unknownRecords(), health.strayCaptures(), health.lostRecords());
    add(health.truncated(), health.whole(), health.lastCommitNs());
    return this;
  }

  /** What the database was made by and from. */
  TapeRow source(String loader, String tapeFiles, TapeTail tail) {
    add(loader, tapeFiles, tail.offset(), tail.word());
    return this;
  }

  /** Inserts the row. A list is bound element by element. */
  void insert(Connection connection) throws SQLException {
    String parameters = values.stream().map(TapeRow::parameter).collect(Collectors.joining(", "));
    String sql = "INSERT INTO " + Databases.TRACE + ".tape VALUES (" + parameters + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (Object value : values) {
        for (Object element : elements(value)) {
          statement.setObject(index++, element);
        }
      }
      statement.execute();
    }
  }

  private void add(Object... more) {
    values.addAll(Arrays.asList(more));
  }

  private static String parameter(Object value) {
    return value instanceof List<?> list
        ? Stream.generate(() -> "?").limit(list.size()).collect(Collectors.joining(", ", "[", "]"))
        : "?";
  }

  private static List<Object> elements(Object value) {
    return value instanceof List<?> list ? List.copyOf(list) : Collections.singletonList(value);
  }

  private static LocalDateTime utc(long realtimeNs) {
    return LocalDateTime.ofInstant(Instant.EPOCH.plusNanos(realtimeNs), ZoneOffset.UTC);
  }

  private static List<String> texts(List<byte[]> values) {
    return values.stream().map(TapeRow::text).toList();
  }

  private static String text(byte[] value) {
    return new String(Utf8.escaped(value), StandardCharsets.UTF_8);
  }
}
