/**
 * Programs of classic BPF as seccomp(2) runs them: put together, written out for people, and made
 * from sets of calls.
 *
 * <p>In: sets of calls, or the bytes of a filter that a process has. Out: arrays of {@code struct
 * sock_filter} for the kernel, or text. Nothing here makes a system call.
 */
package dev.systape.recorder.seccomp;
