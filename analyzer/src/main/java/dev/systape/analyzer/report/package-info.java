/**
 * Results for people and programs: a query's rows as an aligned table, as JSON or as CSV.
 *
 * <p>In: a result set, which is streamed. Out: text on a stream. Nothing here knows what is asked.
 */
package dev.systape.analyzer.report;
