/**
 * The ptrace backend: appends to a tape what a {@link dev.systape.recorder.ptrace.Tracer} tells.
 *
 * <p>In: a target, a capture plan, a {@link dev.systape.recorder.tape.TapeWriter}. Out: records.
 * Nothing is decoded or formatted between two stops. From the outside, only {@link
 * dev.systape.recorder.ptrace.backend.PtraceBackend} is to be used.
 */
package dev.systape.recorder.ptrace.backend;
