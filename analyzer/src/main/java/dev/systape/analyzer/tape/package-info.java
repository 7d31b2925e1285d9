/**
 * The tape reader: a directory in, records out, in the order of the tape.
 *
 * <p>In: a Chronicle Queue directory that this package opens for reading and never creates or
 * changes. It walks the queue's files itself instead of through Chronicle's tailer: the tailer
 * takes zeros for the end and follows damaged lengths out of its mapping, and a file that is cut
 * while it is mapped kills the process. Reading by offset can do neither, finds what lies behind
 * damage, and needs none of Chronicle's start-up time.
 *
 * <p>Out: records that are validated to the last length, as addresses that hold until the next
 * batch is read; rare records as {@link dev.systape.schema.tape.TapeRecord} values. Only {@link
 * dev.systape.analyzer.tape.TapeReader}, {@link dev.systape.analyzer.tape.RecordSink} and what they
 * hand out are for others.
 */
package dev.systape.analyzer.tape;
