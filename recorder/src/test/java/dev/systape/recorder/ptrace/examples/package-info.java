/**
 * Small programs on {@link dev.systape.recorder.ptrace.Tracer} and {@link
 * dev.systape.recorder.ptrace.Tracee}: what the library is for, each in a screen. A test runs each
 * on a real program.
 */
package dev.systape.recorder.ptrace.examples;
