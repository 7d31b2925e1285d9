package dev.systape.recorder.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.systape.recorder.linux.Linux;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread, by hand. */
class TraceeTest {
  private static final byte[] PAGE = new byte[4096];

  private Tracee tracee;

  @AfterEach
  void end() {
    if (tracee != null) {
      tracee.kill();
      WaitStatus status = tracee.await();
      while (status.stopped()) {
        status = tracee.await();
      }
      tracee.close();
    }
  }

  private void goOnToTheEnd(int status) {
    tracee.cont(0);
    WaitStatus end = tracee.await();
    assertThat(end.exited()).isTrue();
    assertThat(end.exitStatus()).isEqualTo(status);
    tracee.close();
    tracee = null;
  }

  @Test
  void aSpawnedProgramStandsBeforeItsFirstInstruction() {
    tracee = Tracee.spawn("sh", "-c", "exit 5");
    assertThat(tracee.maps()).anyMatch(each -> each.path().equals("[stack]"));
    try (Registers registers = new Registers()) {
      assertThat(tracee.readRegisters(registers)).isTrue();
      long start = registers.instructionPointer();
      assertThat(tracee.maps()).anyMatch(each -> each.contains(start) && each.executable());
    }
    goOnToTheEnd(5);
  }

  @Test
  void singleStepsGoFromInstructionToInstruction() {
    tracee = Tracee.spawn("true");
    try (Registers registers = new Registers()) {
      tracee.readRegisters(registers);
      long first = registers.instructionPointer();
      int moved = 0;
      for (int i = 0; i < 100; i++) {
        tracee.step(0);
        WaitStatus status = tracee.await();
        assertThat(status.signal()).isEqualTo(Linux.SIGTRAP);
        tracee.readRegisters(registers);
        moved += registers.instructionPointer() != first ? 1 : 0;
      }
      assertThat(moved).isGreaterThan(90);
    }
    goOnToTheEnd(0);
  }

  @Test
  void memoryIsReadAndWrittenAsFarAsItIsMapped() throws Exception {
    tracee = Tracee.spawn(Subject.path(), "text");
    long text = Subject.address(tracee, "text");
    assertThat(tracee.memory().readString(text, 100).toString()).isEqualTo("a text in memory");
    assertThat(tracee.memory().readString(text, 6))
        .satisfies(cut -> assertThat(cut.bytes()).isEqualTo("a text".getBytes()))
        .satisfies(cut -> assertThat(cut.complete()).isFalse());
    assertThat(tracee.memory().write(text, "another\0".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(8);
    assertThat(tracee.memory().readString(text, 100).toString()).isEqualTo("another");
    MemoryMapping stack =
        tracee.maps().stream().filter(each -> each.path().equals("[stack]")).findFirst().get();
    assertThat(tracee.memory().read(stack.end() - 100, 5000)).hasSize(100);
    assertThat(tracee.memory().write(stack.end() - 100, PAGE)).isEqualTo(100);
    assertThat(tracee.memory().read(16, 8)).isEmpty();
    assertThatThrownBy(() -> tracee.memory().readLong(16)).hasMessageContaining("EFAULT");
    assertThat(tracee.memory().readString(stack.end() - 4, 100).complete()).isTrue();
  }

  @Test
  void codeIsPatchedAndNotWritten() throws Exception {
    tracee = Tracee.spawn(Subject.path(), "parent");
    long code = Subject.address(tracee, "plain_getppid");
    byte[] before = tracee.memory().read(code, 16);
    assertThat(tracee.memory().write(code, new byte[] {1, 2, 3})).isZero();
    tracee.memory().patch(code + 5, new byte[] {1, 2, 3, 4, 5, 6});
    byte[] patched = Arrays.copyOf(before, 16);
    for (int i = 0; i < 6; i++) {
      patched[5 + i] = (byte) (i + 1);
    }
    assertThat(tracee.memory().read(code, 16)).isEqualTo(patched);
    tracee.memory().patch(code, before);
    goOnToTheEnd(0);
  }

  @Test
  void aBreakpointIsHitAndSteppedOverByHand() throws Exception {
    tracee = Tracee.spawn(Subject.path(), "parent");
    Breakpoints breakpoints = new Breakpoints();
    long function = Subject.address(tracee, "plain_getppid");
    byte[] code = tracee.memory().read(function, 8);
    Breakpoint breakpoint = breakpoints.set(tracee, function);
    assertThat(tracee.memory().read(function, 1)).containsExactly(0xcc);
    tracee.cont(0);
    assertThat(tracee.await().signal()).isEqualTo(Linux.SIGTRAP);
    assertThat(breakpoints.hit(tracee)).isSameAs(breakpoint);
    assertThat(breakpoint.hits()).isEqualTo(1);
    assertThat(breakpoints.stepOver(tracee, breakpoint).signal()).isEqualTo(Linux.SIGTRAP);
    assertThat(tracee.memory().read(function, 1)).containsExactly(0xcc);
    breakpoints.remove(tracee, breakpoint);
    assertThat(tracee.memory().read(function, 8)).isEqualTo(code);
    goOnToTheEnd(0);
  }

  @Test
  void aRunningProcessIsAttachedToInterruptedAndDetached() throws Exception {
    try (Subject.Running running = new Subject.Running("threads")) {
      assertThat(running.line()).isEqualTo("ready");
      List<Tracee> threads = Tracee.attach(running.pid);
      assertThat(threads).hasSizeGreaterThanOrEqualTo(5);
      Tracee leader = threads.get(0);
      assertThat(leader.tid()).isEqualTo(running.pid);
      leader.cont(0);
      assertThat(leader.await(Duration.ofMillis(20))).isNull();
      leader.interrupt();
      assertThat(leader.await().event()).isEqualTo(128);
      for (Tracee each : threads) {
        each.detach(0);
        each.close();
      }
      running.endInput();
      assertThat(running.line()).isEqualTo("end");
      assertThat(running.line()).isEqualTo("0");
    }
  }

  @Test
  void whyAProcessIsRefusedIsSaid() {
    assertThatThrownBy(() -> Tracee.attach(999_999_999))
        .isInstanceOf(TraceRefusedException.class)
        .hasMessage("cannot attach to process 999999999: there is no such process");
    assertThatThrownBy(() -> Tracee.attach((int) ProcessHandle.current().pid()))
        .hasMessageContaining("it is the recorder itself");
    assertThatThrownBy(() -> Tracee.attach(2)).hasMessageContaining("it is a thread of the kernel");
    assertThatThrownBy(() -> Tracee.spawn("/no/such/program")).hasMessageContaining("no such file");
  }
}
