package dev.systape.recorder.ptrace.examples;

import dev.systape.recorder.intercept.Call;
import dev.systape.recorder.intercept.Interceptor;
import dev.systape.recorder.intercept.SyscallHandler;
import dev.systape.recorder.intercept.UserNumbers;
import dev.systape.recorder.intercept.UserStruct;
import dev.systape.recorder.ptrace.TracerOptions;
import java.time.Instant;
import java.util.Arrays;

/** Runs a program at another time, which stands still. Without the vDSO all clocks are calls. */
public final class OtherTime implements SyscallHandler {
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_REALTIME_COARSE = 5;

  private final long seconds;

  OtherTime(long seconds) {
    this.seconds = seconds;
  }

  /** {@code OtherTime INSTANT PROG [ARG...]}, as in {@code OtherTime 2001-09-09T01:46:40Z date}. */
  public static void main(String[] arguments) {
    long seconds = Instant.parse(arguments[0]).getEpochSecond();
    run(seconds, Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  static void run(long seconds, String... command) {
    TracerOptions options = TracerOptions.defaults().hideVdso(true);
    Interceptor.run(options, tracee -> new OtherTime(seconds), command);
  }

  @Override
  public void clock_gettime(Call call, int clockid, UserStruct tp) {
    if (clockid == CLOCK_REALTIME || clockid == CLOCK_REALTIME_COARSE) {
      tp.set("tv_sec", seconds);
      tp.set("tv_nsec", 0);
      call.suppress(0);
    }
  }

  @Override
  public void gettimeofday(Call call, UserStruct tv, UserStruct tz) {
    if (!tv.isNull()) {
      tv.set("tv_sec", seconds);
      tv.set("tv_usec", 0);
      call.suppress(0);
    }
  }

  @Override
  public void time(Call call, UserNumbers tloc) {
    if (!tloc.isNull()) {
      tloc.set(seconds);
    }
    call.suppress(seconds);
  }
}
