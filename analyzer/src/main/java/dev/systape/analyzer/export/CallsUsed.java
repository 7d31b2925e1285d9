package dev.systape.analyzer.export;

import dev.systape.analyzer.tape.Health;
import dev.systape.analyzer.tape.TapeReader;
import dev.systape.schema.abi.Abi;
import dev.systape.schema.model.Descriptions;
import dev.systape.schema.numbers.SyscallNumbers;
import dev.systape.schema.tape.SyscallRecord;
import dev.systape.schema.tape.TapeEnd;
import dev.systape.schema.tape.TapeHeader;
import dev.systape.schema.tape.TapeRecord;
import dev.systape.schema.text.CallView;
import dev.systape.schema.value.CallValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which calls a tape holds, and with which arguments those that arguments make dangerous. */
final class CallsUsed extends CallWalk {
  /** What counts of the calls that can do very different things. */
  private static final Map<String, List<String>> TELLING =
      Map.of(
          "socket", List.of("domain", "type"),
          "ioctl", List.of("request"),
          "prctl", List.of("option"),
          "mmap", List.of("prot", "flags"),
          "mmap2", List.of("prot", "flags"));

  private static final int MOST = 40;

  /** Behind all that is listed. */
  private static final String MORE = "~ and more";

  private final Set<Abi> abis = EnumSet.noneOf(Abi.class);
  private final Set<String> names = new TreeSet<>();
  private final Set<String> nameless = new TreeSet<>();
  private final Map<String, Set<String>> flagged = new TreeMap<>();
  private final CallValues values;
  private final FlatArguments flat = new FlatArguments();
  private TapeEnd end;

  CallsUsed(TapeReader reader, Descriptions descriptions) {
    super(reader, descriptions);
    values = new CallValues(descriptions);
  }

  /** The ABIs of the calls. */
  Set<Abi> abis() {
    return abis;
  }

  /** Their names. */
  Set<String> names() {
    return names;
  }

  /** Those of which arguments tell more, each with what it was called with. */
  Map<String, Set<String>> flagged() {
    return flagged;
  }

  /** Why calls of the program may be missing from the tape; empty where none are. */
  List<String> missing(TapeHeader header, Health health) {
    List<String> reasons = new ArrayList<>();
    add(reasons, !health.ended(), "the recorder was killed or is still recording");
    add(reasons, health.lostRecords() > 0, health.lostRecords() + " records were lost");
    Health ended =
        new Health(
            0,
            0,
            0,
            health.damagedBatches(),
            health.missingBatches(),
            health.damagedRecords(),
            health.unknownRecords(),
            health.strayCaptures(),
            0,
            health.truncated(),
            true,
            0);
    add(reasons, !ended.whole(), "the tape is damaged");
    boolean filtered = (header.options() & TapeHeader.FILTERED) != 0 || !header.filter().isEmpty();
    add(reasons, filtered, "only some calls were recorded (-e " + header.filter() + ")");
    boolean followed = (header.options() & TapeHeader.FOLLOWED) != 0;
    add(reasons, !followed, "children were not followed (--no-follow)");
    boolean attached = (header.options() & TapeHeader.ATTACHED) != 0;
    add(reasons, attached, "recording began when the program was running (-p)");
    add(
        reasons,
        end != null && end.reason() != TapeEnd.ENDED,
        "recording stopped before the program ended");
    add(reasons, !nameless.isEmpty(), "calls without a name: " + String.join(", ", nameless));
    return reasons;
  }

  private static void add(List<String> reasons, boolean holds, String reason) {
    if (holds) {
      reasons.add(reason);
    }
  }

  @Override
  void call(long index, long record, CallView view) throws IOException {
    if (view == null) {
      nameless.add("of an ABI that this version does not know");
      return;
    }
    if ((view.flags() & SyscallRecord.INJECTED) != 0) {
      return;
    }
    String name = SyscallNumbers.of(view.abi()).name(view.number());
    if (name == null) {
      nameless.add(view.abi().label() + " " + view.number());
      return;
    }
    abis.add(view.abi());
    names.add(name);
    List<String> telling = TELLING.get(name);
    if (telling != null) {
      Set<String> uses = flagged.computeIfAbsent(name, each -> new TreeSet<>());
      uses.add(uses.size() < MOST ? use(view, telling) : MORE);
    }
  }

  private String use(CallView view, List<String> telling) {
    values.arguments(view, flat.clear());
    List<String> words = new ArrayList<>();
    for (String name : telling) {
      FlatArguments.Argument argument = flat.argument(name);
      if (argument != null) {
        words.add(argument.symbol() == null ? argument.number() : argument.symbol());
      }
    }
    return String.join(" ", words);
  }

  @Override
  void other(long index, long record, TapeRecord body) {
    if (body instanceof TapeEnd last) {
      end = last;
    }
  }
}
