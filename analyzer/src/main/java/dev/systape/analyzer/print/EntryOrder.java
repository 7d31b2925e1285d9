package dev.systape.analyzer.print;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts lines by their time: calls come from the tape in the order of their exits, and one that
 * waited for a day comes a day late. What does not fit into memory is sorted in runs, which lie in
 * temporary files that only the user can read, and merged.
 */
public final class EntryOrder implements LineSink, Closeable {
  private static final int RUN_CHARACTERS = 16 << 20;
  private static final int MIN_LINES = 1024;

  private final int runCharacters;
  private final LineSink sink;
  private final StringBuilder text = new StringBuilder();
  private final List<Run> runs = new ArrayList<>();
  private long[] times = new long[MIN_LINES];
  private int[] ends = new int[MIN_LINES];
  private int lines;

  /** Sorted lines go to {@code sink}, when all are there. */
  public EntryOrder(LineSink sink) {
    this(sink, RUN_CHARACTERS);
  }

  EntryOrder(LineSink sink, int runCharacters) {
    this.sink = sink;
    this.runCharacters = runCharacters;
  }

  @Override
  public void line(long timeNs, CharSequence line) throws IOException {
    if (lines == times.length) {
      times = Arrays.copyOf(times, 2 * lines);
      ends = Arrays.copyOf(ends, 2 * lines);
    }
    text.append(line);
    times[lines] = timeNs;
    ends[lines++] = text.length();
    if (text.length() >= runCharacters) {
      runs.add(Run.written(this::sorted));
    }
  }

  /** Hands all lines over; those of one time in the order in which they came. */
  public void finish() throws IOException {
    if (runs.isEmpty()) {
      sorted(sink);
      return;
    }
    runs.add(Run.written(this::sorted));
    // By number of the run next: an earlier run holds the earlier lines of the tape.
    PriorityQueue<Run> heads =
        new PriorityQueue<>(
            Comparator.<Run>comparingLong(run -> run.timeNs).thenComparing(runs::indexOf));
    for (Run run : runs) {
      if (run.next()) {
        heads.add(run);
      }
    }
    while (!heads.isEmpty()) {
      Run head = heads.poll();
      sink.line(head.timeNs, head.line);
      if (head.next()) {
        heads.add(head);
      }
    }
  }

  /** Hands the lines in memory over and forgets them. */
  private void sorted(LineSink to) throws IOException {
    Integer[] order = new Integer[lines];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingLong(i -> times[i]));
    for (int i : order) {
      to.line(times[i], text.subSequence(i == 0 ? 0 : ends[i - 1], ends[i]));
    }
    lines = 0;
    text.setLength(0);
  }

  @Override
  public void close() throws IOException {
    for (Run run : runs) {
      run.close();
    }
  }

  /** Who hands sorted lines over. */
  private interface Source {
    void to(LineSink sink) throws IOException;
  }

  /** Sorted lines in a file that has no name any more: a time, a length, the bytes of a line. */
  private static final class Run implements Closeable {
    private final FileChannel file;
    private final DataInputStream in;
    private long left;
    private long timeNs;
    private String line;

    private Run(FileChannel file, long lines) throws IOException {
      this.file = file;
      left = lines;
      in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
    }

    static Run written(Source source) throws IOException {
      Path path = Files.createTempFile("systape-print", ".lines");
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Files.delete(path);
      long[] count = new long[1];
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
      source.to(
          (timeNs, line) -> {
            byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
            out.writeLong(timeNs);
            out.writeInt(bytes.length);
            out.write(bytes);
            count[0]++;
          });
      out.flush();
      file.position(0);
      return new Run(file, count[0]);
    }

    boolean next() throws IOException {
      if (left == 0) {
        return false;
      }
      left--;
      timeNs = in.readLong();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      line = new String(bytes, StandardCharsets.UTF_8);
      return true;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
