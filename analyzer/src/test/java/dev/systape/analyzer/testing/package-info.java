/**
 * Makes tapes for tests: the format's second writer, on Chronicle Queue directly, so that the
 * reader is not tested against its own idea of the format, nor this module against the recorder.
 */
package dev.systape.analyzer.testing;
