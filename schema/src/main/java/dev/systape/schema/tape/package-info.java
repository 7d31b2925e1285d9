/**
 * The tape format, version 1: how batches, records and captures lie in memory.
 *
 * <p>In: addresses and values. Out: the same bytes, whoever writes them: a recorder thread or a
 * program in the kernel. The hot records ({@link dev.systape.schema.tape.SyscallRecord}, {@link
 * dev.systape.schema.tape.Capture}) are read and written in place; the rare ones are Java records
 * with one codec.
 *
 * <p>Rules for changing it: a published field keeps its offset and meaning; new fields go behind
 * the old ones and readers check the length; new records get new types; readers skip and count
 * types that they do not know. Every version stays readable, held by kept sample tapes.
 */
package dev.systape.schema.tape;
