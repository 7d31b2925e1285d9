/**
 * The library of queries: reads the documented {@code .sql} files of the queries module, whose
 * README says how they are written.
 *
 * <p>In: resources. Out: {@link dev.systape.analyzer.library.LibraryQuery}, which makes the
 * statement that runs it. Nothing here runs one.
 */
package dev.systape.analyzer.library;
