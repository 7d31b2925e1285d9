/**
 * Makes tapes. {@code cli} is the {@code record} command; {@code launch} what the launcher and the
 * user hand over; {@code ptrace} the backend; {@code tape} the writer; {@code linux} the kernel.
 * This package itself holds what a backend is told: which calls, how much of each.
 */
package dev.systape.recorder;
