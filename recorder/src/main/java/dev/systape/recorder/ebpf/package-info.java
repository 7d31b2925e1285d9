/**
 * eBPF from Java: an assembler and the bindings of bpf(2).
 *
 * <p>In: instructions with labels. Out: programs that the kernel's verifier accepted, and maps. The
 * backend that records with them is still to come; what stands here is what the proof that the
 * kernel can interpret the capture plan's format needs.
 */
package dev.systape.recorder.ebpf;
