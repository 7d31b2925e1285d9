package dev.systape.recorder.intercept;

import dev.systape.recorder.linux.ErrnoException;
import dev.systape.recorder.linux.Linux;
import dev.systape.recorder.ptrace.DetachedEvent;
import dev.systape.recorder.ptrace.EndEvent;
import dev.systape.recorder.ptrace.ExecEvent;
import dev.systape.recorder.ptrace.ExitedEvent;
import dev.systape.recorder.ptrace.KilledEvent;
import dev.systape.recorder.ptrace.SyscallEntry;
import dev.systape.recorder.ptrace.SyscallExit;
import dev.systape.recorder.ptrace.TraceHandler;
import dev.systape.recorder.ptrace.TraceStates;
import dev.systape.recorder.ptrace.Tracee;
import dev.systape.recorder.ptrace.Tracer;
import dev.systape.recorder.ptrace.TracerOptions;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks a handler about each call of the programs of a {@link Tracer}. It is both what the tracer
 * tells its events and what makes its state:
 *
 * <pre>{@code
 * Interceptor<Mine> interceptor = new Interceptor<>(tracee -> new Mine());
 * try (Tracer<InterceptedThread<Mine>> tracer = new Tracer<>(options, interceptor)) {
 *   tracer.spawn("ls", "-l");
 *   tracer.run(interceptor);
 * }
 * }</pre>
 *
 * <p>Whoever stops the tracer before the programs end lets it tell how they are detached, {@code
 * tracer.detach(); tracer.goOn(); tracer.run(interceptor);}: calls that are open then go on as the
 * program made them.
 *
 * <p>Whoever wants to know of signals and other events extends it; what it overrides itself is to
 * be called then. One interceptor is for one tracer, and for its thread.
 *
 * @param <H> the type of the handlers
 */
public class Interceptor<H extends SyscallHandler>
    implements TraceHandler<InterceptedThread<H>>, TraceStates<InterceptedThread<H>> {
  private final TraceStates<H> handlers;
  private final CallShapes shapes = new CallShapes();
  private final Map<Integer, H> byProcess = new HashMap<>();

  /**
   * An interceptor.
   *
   * @param handlers makes the handler of a process that is spawned or attached to, and that of a
   *     child; as it stands, a forked child gets a new one by {@link TraceStates#first}, and
   *     threads share their process's
   */
  public Interceptor(TraceStates<H> handlers) {
    this.handlers = handlers;
  }

  /**
   * Runs a program, and what it starts, to its end.
   *
   * @param command the program, looked up on PATH where it has no slash, and its arguments
   * @throws dev.systape.recorder.ptrace.TraceRefusedException where it cannot be found or traced
   */
  public static <H extends SyscallHandler> void run(
      TracerOptions options, TraceStates<H> handlers, String... command) {
    Interceptor<H> interceptor = new Interceptor<>(handlers);
    try (Tracer<InterceptedThread<H>> tracer = new Tracer<>(options, interceptor)) {
      tracer.spawn(command);
      tracer.run(interceptor);
    }
  }

  @Override
  public final InterceptedThread<H> first(Tracee tracee) {
    H handler = byProcess.computeIfAbsent(tracee.pid(), pid -> handlers.first(tracee));
    return new InterceptedThread<>(handler, new Call(tracee, shapes));
  }

  @Override
  public final InterceptedThread<H> child(
      Tracee child, InterceptedThread<H> parent, long cloneFlags) {
    H handler = handlers.child(child, parent.handler(), cloneFlags);
    return new InterceptedThread<>(handler, new Call(child, shapes));
  }

  @Override
  public void syscallEntry(SyscallEntry<InterceptedThread<H>> event) {
    H handler = event.state().handler();
    Call call = event.state().call();
    call.begin(event);
    try {
      handler.entered(call);
      if (call.shape().method() >= 0 && !call.suppressed()) {
        SyscallDispatch.dispatch(handler, call, call.shape().method());
      }
    } catch (UserFaultException e) {
      call.fail(Linux.EFAULT);
    } catch (ErrnoException e) {
      unlessGone(e);
    } finally {
      call.pause();
    }
  }

  @Override
  public void syscallExit(SyscallExit<InterceptedThread<H>> event) {
    Call call = event.state().call();
    if (!event.entrySeen() || !call.isOpen()) {
      return;
    }
    try {
      call.resume(event);
      event.state().handler().returned(call);
    } catch (UserFaultException e) {
      call.fail(Linux.EFAULT);
    } catch (ErrnoException e) {
      unlessGone(e);
    } finally {
      call.end();
    }
  }

  /** A program that is killed while it is stopped has no memory any more; its end is told next. */
  private static void unlessGone(ErrnoException e) {
    if (e.errno() != Linux.ESRCH) {
      throw e;
    }
  }

  @Override
  public void exec(ExecEvent<InterceptedThread<H>> event) {
    event.state().call().execSucceeded();
    ended(event.replaced());
  }

  @Override
  public void exited(ExitedEvent<InterceptedThread<H>> event) {
    ended(event);
  }

  @Override
  public void killed(KilledEvent<InterceptedThread<H>> event) {
    ended(event);
  }

  @Override
  public void detached(DetachedEvent<InterceptedThread<H>> event) {
    if (event.state() != null) {
      leave(event.state().call());
      ended(event.state());
    }
  }

  private static void leave(Call call) {
    try {
      call.leave();
    } catch (ErrnoException e) {
      unlessGone(e);
    }
  }

  private void ended(EndEvent<InterceptedThread<H>> event) {
    ended(event.state());
    if (event.lastOfProcess()) {
      byProcess.remove(event.pid());
    }
  }

  private static void ended(InterceptedThread<?> thread) {
    if (thread != null) {
      thread.call().gone();
      thread.handler().ended(thread.call());
    }
  }
}
