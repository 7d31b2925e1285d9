/**
 * Names of numbers: system calls per ABI, errors, signals.
 *
 * <p>In: text tables beside this package, checked in with the kernel version that they are complete
 * for. Out: names and numbers in arrays. {@link dev.systape.schema.numbers.GenerateNumbers}
 * regenerates the call tables from installed headers or a kernel tree.
 */
package dev.systape.schema.numbers;
