package dev.systape.analyzer.sequence;

import dev.systape.analyzer.tape.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Reads places, whatever their format, into one sink. For one thread.
 *
 * <p>Streams that a source leaves open are ended when it is over.
 */
public final class Reading {
  private final ReadOptions options;
  private final Alphabet alphabet;
  private final CallSink sink;
  private final Consumer<String> notices;
  private final Slots slots = new Slots();
  private final Map<String, Integer> times = new HashMap<>();
  private final boolean[] abis = new boolean[Alphabet.ABIS];
  private String place = "";
  private int traces;
  private long calls;

  /**
   * A reading.
   *
   * @param alphabet gets the calls that occur
   * @param notices takes lines for the user about what a source does not hold
   */
  public Reading(ReadOptions options, Alphabet alphabet, CallSink sink, Consumer<String> notices) {
    this.options = options;
    this.alphabet = alphabet;
    this.sink = sink;
    this.notices = notices;
  }

  /**
   * Reads a place: a tape, a file, a directory, a zip file or a part of one ({@code FILE!/PATH}).
   *
   * @throws IOException where it cannot be read, or holds what is no call
   */
  public void read(String from) throws IOException {
    place = from;
    Format format = options.format();
    if (format == Format.TAPE || format == null && Format.isTape(from)) {
      new TapeCalls(this, options.by()).read(from);
      return;
    }
    try (TraceFiles files = TraceFiles.find(from)) {
      if (format == null) {
        format = Format.of(files);
      }
      if (format == Format.LID_DS) {
        new LidDsReader(this, options.by()).read(files);
      } else {
        new NumberFiles(this).read(files, format);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (TraceException e) {
      throw e;
    } catch (IOException e) {
      throw new TraceException("reading " + from + " failed: " + Failures.text(e));
    }
  }

  /** The calls that were read so far. */
  public long calls() {
    return calls;
  }

  /** The traces that were read so far. */
  public int traces() {
    return traces;
  }

  /** The labels of the ABIs of the calls that were read so far; {@code names} for names. */
  public List<String> kinds() {
    return IntStream.range(0, abis.length)
        .filter(abi -> abis[abi])
        .mapToObj(Alphabet::kind)
        .toList();
  }

  /** A line for the user. */
  void notice(String line) {
    notices.accept(place + ": " + line);
  }

  /** The slot of the stream with a key, or -1. Hot. */
  int slot(long key) {
    return slots.of(key);
  }

  /**
   * Begins a stream.
   *
   * @param name a name that came before in a tape, of a tid that was used again, gets a number
   * @param ownTrace whether it is a trace of its own; else it belongs to the one that {@link
   *     #beginTrace} began
   */
  int begin(long key, String name, CallStream.Label label, boolean ownTrace) {
    if (ownTrace) {
      beginTrace();
    }
    int slot = slots.open(key);
    sink.begin(slot, new CallStream(name, key, traces - 1, label));
    return slot;
  }

  /** Begins a stream of a source in which keys are used again. */
  int beginAgain(long key, String name) {
    int time = times.merge(name, 1, Integer::sum);
    return begin(key, time == 1 ? name : name + " #" + time, CallStream.Label.NONE, true);
  }

  /** Begins a trace of several streams. */
  void beginTrace() {
    traces++;
  }

  /** The next call of a stream, of the ABI that the options name. Hot. */
  void call(int slot, int number) {
    call(slot, options.abi().code(), number);
  }

  /** The next call of a stream. Hot. */
  void call(int slot, int abi, int number) {
    boolean byName = options.names();
    abis[byName ? 0 : abi] = true;
    int symbol = byName ? alphabet.symbolOfName(abi, number) : alphabet.symbol(abi, number);
    calls++;
    sink.call(slot, symbol);
  }

  /** The next call of a stream, by its name. */
  void call(int slot, String name) {
    abis[0] = true;
    calls++;
    sink.call(slot, alphabet.symbol(name));
  }

  /** Ends the stream with a key, where there is one. */
  void end(long key) {
    int slot = slots.close(key);
    if (slot >= 0) {
      sink.end(slot);
    }
  }

  /** Ends all streams, and forgets which names there were. */
  void endAll() {
    for (long key : slots.keys()) {
      end(key);
    }
    times.clear();
  }
}
