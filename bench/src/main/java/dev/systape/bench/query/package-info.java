/**
 * How fast the queries of the library, and views of calls, answer on a large tape.
 *
 * <p>In: a tape, by default one of {@link dev.systape.bench.load.GeneratedSystem}. Out: a table on
 * stdout. Run {@link dev.systape.bench.query.QueryBench}.
 */
package dev.systape.bench.query;
