/**
 * The system call ABIs that a tape can hold: which registers carry the number, the arguments and
 * the result, how wide a pointer is, and how an error is told from a value.
 *
 * <p>In: a tape's ABI byte and its register lists. Out: where in a snapshot each argument stands.
 * Facts are from syscall(2) and the kernel's {@code arch/x86/entry} and {@code arch/arm64}
 * documentation.
 */
package dev.systape.schema.abi;
