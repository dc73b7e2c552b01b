/** Time as an argument, so that tests can turn it by hand. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after the given milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void
}

/** Looks the globals up at each call, so that faked timers work although they were installed later. */
export const globalClock: SandboxClock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    timer.unref?.()
    return () => clearTimeout(timer)
  },
}
