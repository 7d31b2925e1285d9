/**
 * eBPF without a compiler: an assembler for the kernel's instruction set and bpf(2). Programs come
 * in as calls of {@link dev.systape.recorder.ebpf.Assembler}, go out as loaded, verified programs
 * and their maps, each owned by whoever opened it and gone from the kernel when it is closed.
 *
 * <p>Names are those of the kernel's documentation (Documentation/bpf/standardization, linux/bpf.h,
 * bpf-helpers(7)).
 */
package dev.systape.recorder.ebpf;
