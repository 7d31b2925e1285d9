/**
 * The ptrace backend: runs a program under ptrace(2) and appends what it did to a tape.
 *
 * <p>In: a target, a capture plan, a {@link dev.systape.recorder.tape.TapeWriter}. Out: records.
 * One thread owns all ptrace calls, and nothing is decoded or formatted between two stops. From the
 * outside, only {@link dev.systape.recorder.ptrace.PtraceBackend} and its options are to be used.
 */
package dev.systape.recorder.ptrace;
