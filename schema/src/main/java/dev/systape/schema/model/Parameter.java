package dev.systape.schema.model;

/**
 * An argument of a call.
 *
 * @param name its name in the man page
 * @param type its type
 * @param condition when it is there, null for always
 */
public record Parameter(String name, Type type, Condition condition) {}
