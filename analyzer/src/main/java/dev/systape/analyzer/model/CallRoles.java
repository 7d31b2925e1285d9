package dev.systape.analyzer.model;

import dev.systape.schema.abi.Abi;

/**
 * Tells the roles in a call. Asked once a call and number: {@link ProcessModel} keeps the answers.
 */
@FunctionalInterface
public interface CallRoles {
  /** The roles, {@link CallRole#UNKNOWN} where the call is not described. */
  CallRole of(Abi abi, int number);
}
