/**
 * A view a call, in the SQL schema {@code calls}: the call's own arguments by their names in the
 * descriptions, decoded when they are asked for.
 *
 * <p>In: the descriptions. Out: statements, as those of {@code dev.systape.schema.ddl}: macros that
 * decode bytes and name values, views, comments. Where ABIs lay a struct out differently a column
 * chooses by the row's ABI; what cannot be known of a row is NULL.
 */
package dev.systape.schema.ddl.calls;
