/**
 * The loader: a tape in, a DuckDB database out.
 *
 * <p>In: the records of {@link dev.systape.analyzer.tape.TapeReader} and what {@link
 * dev.systape.analyzer.model} makes of them. Out: a file with the tables that {@code schema}
 * defines. One thread reads, decodes and writes straight into the memory of data chunks; one a
 * table appends them, which is where DuckDB compresses. From outside: {@link
 * dev.systape.analyzer.load.TraceDatabase}, which keeps databases beside their tapes, and {@link
 * dev.systape.analyzer.load.TapeLoader}, which loads one.
 */
package dev.systape.analyzer.load;
