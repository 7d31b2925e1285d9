/**
 * Calls intercepted by their names: a {@link dev.systape.recorder.intercept.SyscallHandler}, which
 * the build generates from the descriptions, has a method a call with typed arguments; an {@link
 * dev.systape.recorder.intercept.Interceptor} calls it for the programs of a {@link
 * dev.systape.recorder.ptrace.Tracer}.
 *
 * <p>In: entries and exits of calls. Out: calls that pass, that the kernel executes with other
 * arguments or as another call, or that it never sees, their results and output buffers made up. A
 * pointer of the program's is a {@link dev.systape.recorder.intercept.UserPointer}: nothing is read
 * unless a handler asks. What has no method that is overridden costs two stops and a look into two
 * tables, and allocates nothing.
 *
 * <p>The names of methods and arguments follow the rules in {@code dev.systape.schema.handler}. The
 * backends that record know nothing of this package.
 */
package dev.systape.recorder.intercept;
