/** Time as an argument: everything in the sandbox that waits or expires asks this clock. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after the given milliseconds; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void
}

/** Looks the globals up at every call, so that fake timers installed later are seen. Never keeps the process alive. */
export const systemClock: SandboxClock = {
  now: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
