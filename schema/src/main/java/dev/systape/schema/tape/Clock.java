package dev.systape.schema.tape;

/**
 * Clocks read together, ns.
 *
 * @param monotonicNs CLOCK_MONOTONIC, the clock of all records
 * @param realtimeNs CLOCK_REALTIME
 * @param bootNs CLOCK_BOOTTIME
 */
public record Clock(long monotonicNs, long realtimeNs, long bootNs) {
  void encode(BodyWriter out) {
    out.u64(monotonicNs).u64(realtimeNs).u64(bootNs);
  }

  static Clock decode(BodyReader in) {
    return new Clock(in.u64(), in.u64(), in.u64());
  }
}
