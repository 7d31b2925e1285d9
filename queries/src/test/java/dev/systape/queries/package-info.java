/** Runs every query of the library on its fixture; a new folder needs no change here. */
package dev.systape.queries;
