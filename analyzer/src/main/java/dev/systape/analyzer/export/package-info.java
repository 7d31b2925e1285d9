/**
 * Exports: a tape in, files that other tools read out.
 *
 * <p>In: a tape and {@link dev.systape.analyzer.export.ExportOptions}. Out: files that only the
 * user can read, which get their name when they are complete. A format is one class that implements
 * {@link dev.systape.analyzer.export.Export}, and a line of {@link
 * dev.systape.analyzer.export.ExportFormat}. Exports stream: memory does not grow with the tape.
 */
package dev.systape.analyzer.export;
