/**
 * The capture plan: for each call of each ABI, the list of operations that says which memory of the
 * program to copy, when.
 *
 * <p>In: the binary resource that the description compiler writes at build time. Out: operations as
 * raw 48-byte structs, so that a loop over process_vm_readv(2) and an eBPF program interpret the
 * very same bytes. The format is fixed: a new operation or source gets a new code, and nothing here
 * knows a call by name.
 */
package dev.systape.schema.plan;
