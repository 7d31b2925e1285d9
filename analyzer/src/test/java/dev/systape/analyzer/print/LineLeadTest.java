package dev.systape.analyzer.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.systape.analyzer.print.LineLead.Parts;
import dev.systape.analyzer.print.LineLead.Time;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What stands before a line, as strace 6.1 writes it. */
class LineLeadTest {
  private static final long SECOND = 1_000_000_000;

  /** 2026-11-20 23:06:53.849077 UTC, at the monotonic time of one second. */
  private static final long OFFSET = 1_795_216_013L * SECOND + 849_077_000 - SECOND;

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static String lead(Parts parts, long... times) {
    LineLead lead = new LineLead(parts, OFFSET);
    StringBuilder out = new StringBuilder();
    for (long time : times) {
      out.setLength(0);
      lead.print(time, 62, 0x7f6840aa2267L, out);
    }
    return out.toString();
  }

  private static Parts parts(Time time, boolean relative, boolean number, boolean instruction) {
    return new Parts(time, relative, number, instruction, ZoneId.of("UTC"));
  }

  @Test
  void theTimeOfDayIsThatOfTheZone() {
    assertThat(lead(parts(Time.SECONDS, false, false, false), SECOND)).isEqualTo("23:06:53 ");
    assertThat(lead(new Parts(Time.MICROSECONDS, false, false, false, BERLIN), SECOND))
        .isEqualTo("00:06:53.849077 ");
  }

  @Test
  void aChangeToWinterTimeHappensWithinATape() {
    long autumn = 1_792_890_000L; // 2026-10-25 01:00:00 UTC
    LineLead lead =
        new LineLead(new Parts(Time.SECONDS, false, false, false, BERLIN), (autumn - 1) * SECOND);
    StringBuilder out = new StringBuilder();
    lead.print(0, 0, 0, out);
    lead.print(SECOND, 0, 0, out);
    assertThat(out).hasToString("02:59:59 02:00:00 ");
  }

  @Test
  void theTimeSince1970HasMicroseconds() {
    assertThat(lead(parts(Time.EPOCH, false, false, false), SECOND + 999))
        .isEqualTo("1795216013.849077 ");
  }

  @Test
  void theTimeSinceTheLineBeforeIsNeverNegative() {
    Parts relative = parts(Time.NONE, true, false, false);
    assertThat(lead(relative, SECOND)).isEqualTo("     0.000000 ");
    assertThat(lead(relative, SECOND, SECOND + 28_400)).isEqualTo("     0.000028 ");
    assertThat(lead(relative, 2 * SECOND, SECOND)).isEqualTo("     0.000000 ");
    assertThat(lead(parts(Time.SECONDS, true, false, false), SECOND, 1_000_000 * SECOND))
        .endsWith(" (+999999.000000) ");
  }

  @Test
  void numberAndInstructionPointerAreQuestionMarksWhereThereAreNone() {
    Parts both = parts(Time.NONE, false, true, true);
    assertThat(lead(both, 0)).isEqualTo("[  62] [00007f6840aa2267] ");
    StringBuilder out = new StringBuilder();
    new LineLead(both, 0).print(0, -1, 0, out);
    assertThat(out).hasToString("[????] [????????????????] ");
  }

  @Test
  void aDurationStandsInAngles() {
    StringBuilder out = new StringBuilder();
    LineLead.duration(3 * SECOND + 11_999, out);
    assertThat(out).hasToString(" <3.000011>");
  }
}
