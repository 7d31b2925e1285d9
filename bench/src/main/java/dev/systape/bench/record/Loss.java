package dev.systape.bench.record;

import dev.systape.analyzer.tape.CallCaptures;
import dev.systape.analyzer.tape.RecordSink;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.Lost;
import dev.systape.schema.tape.RecordHeader;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether all arrives: two processes make calls at full speed, and the tape is held against their
 * own counts, thread by thread and number by number.
 *
 * <p>After {@code mvn -q -DskipTests package}, in the checkout: {@code java -cp
 * 'bench/target/classes:recorder/target/classes:analyzer/target/classes:analyzer/target/lib/*'
 * dev.systape.bench.record.Loss [CALLS [OPTION...]]}, with the flags that bin/analyze gives its JVM
 */
public final class Loss implements RecordSink {
  private static final int PROCESSES = 2;

  /** What the tape has of one thread. */
  private static final class Stream {
    private long calls;
    private long nextSequence;
    private long missing;
    private long disordered;
  }

  private final int getppid = SyscallNumbers.of(Abi.X86_64).number("getppid");
  private final Map<Integer, Stream> streams = new HashMap<>();
  private long lost;
  private TapeEnd end;

  /** The arguments are the calls of both processes together (20,000,000) and options of record. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long calls = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20_000_000;
    Path directory = Files.createTempDirectory(Path.of("."), "bench-loss").toAbsolutePath();
    try {
      Path tape = directory.resolve("tape.cq");
      List<String> command = new ArrayList<>(List.of(Commands.launcher("record"), "--backend"));
      command.addAll(List.of("ebpf", "-q", "-o", tape.toString()));
      command.addAll(List.of(arguments).subList(Math.min(1, arguments.length), arguments.length));
      command.addAll(List.of("--", Commands.compile(directory, "calls").toString(), "getppid"));
      command.addAll(List.of(Long.toString(calls / PROCESSES), Integer.toString(PROCESSES)));
      System.out.println("ns a call: " + Commands.run(directory, command).replace('\n', ' '));
      Loss loss = new Loss();
      try (TapeReader reader = TapeReader.open(tape)) {
        reader.readAll(loss);
      }
      loss.print(calls);
    } finally {
      Commands.delete(directory);
    }
  }

  private void print(long calls) {
    long recorded = 0;
    for (Map.Entry<Integer, Stream> entry : streams.entrySet()) {
      Stream stream = entry.getValue();
      recorded += stream.calls;
      System.out.printf(
          "tid %d: %,d getppid, %,d numbers missing, %,d out of order%n",
          entry.getKey(), stream.calls, stream.missing, stream.disordered);
    }
    System.out.printf(
        "made %,d, recorded %,d, said to be lost %,d: %s; largest ring fill %,d bytes%n",
        calls,
        recorded,
        lost,
        recorded + lost == calls ? "adds up" : "DOES NOT ADD UP",
        end.largestRingFill());
  }

  @Override
  public void syscall(long index, long record, CallCaptures captures) {
    Stream stream = number(record);
    if (SyscallRecord.number(record) == getppid) {
      stream.calls++;
    }
  }

  private Stream number(long record) {
    Stream stream = streams.computeIfAbsent(RecordHeader.tid(record), tid -> new Stream());
    long sequence = RecordHeader.sequence(record);
    if (sequence < stream.nextSequence) {
      stream.disordered++;
    } else {
      stream.missing += sequence - stream.nextSequence;
      stream.nextSequence = sequence + 1;
    }
    return stream;
  }

  @Override
  public void event(long index, long record, TapeRecord body) {
    if (body instanceof Lost gap) {
      lost += gap.count();
    } else if (body instanceof TapeEnd last) {
      end = last;
    } else if (RecordHeader.tid(record) != 0) {
      number(record);
    }
  }
}
