/**
 * Names of numbers: system calls per ABI, errors, signals.
 *
 * <p>In: text tables beside this package, checked in with the kernel that they are complete for.
 * Out: names and numbers in arrays. {@link dev.systape.schema.numbers.GenerateNumbers} regenerates
 * the call tables from installed headers or a kernel tree; {@code newer.tbl} (calls newer than such
 * headers), {@code aliases.tbl} and {@code errno.tbl} are written by hand. The tables are this
 * package's own: nothing else reads them.
 */
package dev.systape.schema.numbers;
