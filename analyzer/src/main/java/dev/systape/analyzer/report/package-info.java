/**
 * Results for people and programs: rows as an aligned table, as JSON or as CSV.
 *
 * <p>In: {@link dev.systape.analyzer.report.Rows}, which are streamed. Out: text on a writer.
 * Nothing here knows what is asked, or of whom.
 */
package dev.systape.analyzer.report;
