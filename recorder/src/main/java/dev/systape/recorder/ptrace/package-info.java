/**
 * ptrace(2) as a library: {@link dev.systape.recorder.ptrace.Tracee} is one thread of a program and
 * the kernel's requests to it; {@link dev.systape.recorder.ptrace.Tracer} tells what happens in
 * whole process trees, as an iterator or to a handler, one typed event at a time.
 *
 * <p>In: programs to start, processes to attach to. Out: events, and everything that can be done to
 * a stopped thread: registers, memory, breakpoints, single steps, other calls, other results.
 * Nothing here knows of tapes; {@code backend} records what the tracer tells. One thread owns a
 * tracer and all its tracees, and nothing is allocated between two events.
 */
package dev.systape.recorder.ptrace;
