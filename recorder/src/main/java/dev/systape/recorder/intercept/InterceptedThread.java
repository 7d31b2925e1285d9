package dev.systape.recorder.intercept;

/**
 * What an {@link Interceptor} keeps of a thread: the state of its tracer's events.
 *
 * @param handler asked about its calls; threads of a process mostly share theirs
 * @param call its open call, or its last one
 * @param <H> the type of the handler
 */
public record InterceptedThread<H extends SyscallHandler>(H handler, Call call) {}
