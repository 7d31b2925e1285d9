/**
 * The database as text: every table, view and comment of the contract, and the rows that are the
 * same for every tape.
 *
 * <p>In: the SQL files beside this package, the number tables, the error names, the descriptions.
 * Out: statements for a DuckDB database. Whoever runs them brings DuckDB; this module has none.
 */
package dev.systape.schema.ddl;
