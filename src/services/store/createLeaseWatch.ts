import type { Clock } from '../../domain/clock.ts'

/** Finds out whether the holder of a lease lives, without asking what time it is anywhere. */
export interface LeaseWatch {
  /**
   * Notes how the lease stands now. Whoever holds it changes it with each heartbeat: one that stands unchanged for its own length
   * has no holder any more, however far ahead its end may be. Returns such a one.
   */
  look(name: string, standing: string, milliseconds: number): string | undefined
  stop(): void
}

interface Sight {
  readonly standing: string
  isSilent: boolean
  readonly cancel: () => void
}

/** The clock is used for lengths only: it may be put while it waits, and another machine's may be wrong. */
export function createLeaseWatch(clock: Clock): LeaseWatch {
  const sights = new Map<string, Sight>()

  function begin(name: string, standing: string, milliseconds: number): void {
    sights.get(name)?.cancel()
    const cancel = clock.after(milliseconds, () => {
      sight.isSilent = true
    })
    const sight: Sight = { standing, isSilent: false, cancel }
    sights.set(name, sight)
  }

  return {
    look(name, standing, milliseconds) {
      const seen = sights.get(name)
      if (seen?.standing !== standing) begin(name, standing, milliseconds)
      else if (seen.isSilent) return standing
      return undefined
    },
    stop() {
      for (const { cancel } of sights.values()) cancel()
      sights.clear()
    },
  }
}
