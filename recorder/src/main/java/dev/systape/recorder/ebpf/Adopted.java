package dev.systape.recorder.ebpf;

/** What became of the attempt to have a thread recorded that runs already. */
enum Adopted {
  /** It is recorded from now on. */
  NOW,

  /** It was recorded before. */
  BEFORE,

  /** It has ended. */
  GONE
}
