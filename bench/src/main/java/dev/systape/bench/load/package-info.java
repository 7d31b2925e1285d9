/**
 * How fast a tape becomes a database, how large that is, and how much memory it takes.
 *
 * <p>In: nothing; {@link dev.systape.bench.load.GeneratedTape} writes the tape that is loaded, the
 * same every time; {@link dev.systape.bench.load.GeneratedSystem} one for queries. Out: a table on
 * stdout. Run {@link dev.systape.bench.load.LoadBench}.
 */
package dev.systape.bench.load;
