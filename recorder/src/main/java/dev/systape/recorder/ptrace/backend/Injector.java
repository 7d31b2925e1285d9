package dev.systape.recorder.ptrace.backend;

import dev.systape.recorder.Injection;
import dev.systape.recorder.ptrace.SyscallEntry;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.schema.tape.SyscallRecord;
import java.util.List;

/** Does to calls what {@code --inject} wants, and notes it in their records. */
final class Injector {
  private final List<Injection> injections;

  Injector(List<Injection> injections) {
    this.injections = injections;
  }

  /** At a call's entry, when that is recorded. */
  void entry(RecordedThread thread, SyscallEntry<?> event) {
    thread.injected = 0;
    thread.exitDelayNs = 0;
    for (int i = 0; i < injections.size(); i++) {
      Injection injection = injections.get(i);
      int number = event.number();
      if (injection.calls().records(event.abiCode(), number)
          && injection.applies(thread.count(i, event.abiCode(), number))) {
        apply(injection, thread, event);
      }
    }
  }

  private static void apply(Injection injection, RecordedThread thread, SyscallEntry<?> event) {
    if (injection.replaced()) {
      event.suppress(injection.result());
      thread.injected |= SyscallRecord.INJECTED;
    }
    if (injection.signal() != 0) {
      event.deliver(injection.signal());
    }
    if (injection.entryDelayNs() > 0) {
      event.delay(injection.entryDelayNs());
      thread.injected |= SyscallRecord.DELAYED;
    }
    if (injection.exitDelayNs() > 0) {
      thread.exitDelayNs = injection.exitDelayNs();
      thread.injected |= SyscallRecord.DELAYED;
    }
  }

  /** At a call's exit. */
  void exit(RecordedThread thread, SyscallExit<?> event) {
    if (thread.exitDelayNs > 0) {
      event.delay(thread.exitDelayNs);
      thread.exitDelayNs = 0;
    }
  }
}
