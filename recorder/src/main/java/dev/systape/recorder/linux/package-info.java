/**
 * The kernel as the recorder sees it: libc calls over jnr-ffi, the constants that go with them, and
 * what /proc says of a process.
 *
 * <p>In: numbers and addresses. Out: results as the kernel gave them; a failure is an {@link
 * dev.systape.recorder.linux.ErrnoException} that names the call. Nothing here knows of tapes or
 * tracing policy.
 */
package dev.systape.recorder.linux;
