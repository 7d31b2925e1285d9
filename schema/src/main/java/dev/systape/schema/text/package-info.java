/**
 * Calls, signals and exits in the form that strace gives them.
 *
 * <p>In: a SYSCALL record in memory with its captures ({@link dev.systape.schema.text.CallView}),
 * and the descriptions. Out: one line of text. Each description is compiled once, per ABI, to
 * writers of its arguments; what strace writes its own way for one call or struct stands in {@code
 * CallForms} and {@code StructForms}. A value that was not captured, could not be read, or is not
 * what the kernel saw is written as its address.
 */
package dev.systape.schema.text;
