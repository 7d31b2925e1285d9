/**
 * What recording costs the program that is recorded, beside the tools that people use today, and
 * whether all of it arrives.
 *
 * <p>In: nothing; the programs that are recorded are made here, with gcc. Out: a table on stdout.
 * {@link dev.systape.bench.record.CallCost} times single calls, {@link
 * dev.systape.bench.record.BuildCost} a build with make, {@link
 * dev.systape.bench.record.FilterCost} calls that {@code -e} leaves out, {@link
 * dev.systape.bench.record.Loss} counts what becomes of twenty million calls. Tools that are not
 * installed are left out, and the table says so. Run them on a machine that does nothing else.
 */
package dev.systape.bench.record;
