/**
 * What the launcher handed over: the environment, descriptors, signals and limits that the user's
 * shell gave it, which a JVM changes and the traced program must get as they were.
 */
package dev.systape.recorder.launch;
