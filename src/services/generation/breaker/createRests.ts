import { type Clock, minutes } from '../../../domain/clock.ts'
import type { ProviderId } from '../../../domain/operation.ts'
import type { Timers } from '../../../lib/timers.ts'
import type { Log } from '../../../log.ts'

/** Providers that wish to be left alone for a while, and are. */
export interface Rests {
  /** It is left alone for so many milliseconds at least, from now on. */
  begin(provider: ProviderId, milliseconds: number): void
  /** How much longer, in milliseconds; 0 where it may be asked. */
  left(provider: ProviderId): number
}

export interface RestsDependencies {
  readonly clock: Pick<Clock, 'now'>
  readonly timers: Pick<Timers, 'after'>
  readonly log: Log
  readonly onEnd: () => void
}

/** Whatever clocks do, nobody is left alone for longer. */
const longest = minutes(15)

export function createRests({ clock, timers, log, onEnd }: RestsDependencies): Rests {
  const rests = new Map<ProviderId, { readonly until: number; readonly cancel: () => void }>()

  function left(provider: ProviderId): number {
    const rest = rests.get(provider)
    return rest === undefined ? 0 : Math.min(Math.max(rest.until - clock.now(), 1), longest)
  }

  return {
    left,
    begin(provider, milliseconds) {
      if (milliseconds <= left(provider)) return
      rests.get(provider)?.cancel()
      log.info({ provider, milliseconds }, 'A provider wishes to be left alone for a while')
      const cancel = timers.after(milliseconds, () => {
        rests.delete(provider)
        onEnd()
      })
      rests.set(provider, { until: clock.now() + milliseconds, cancel })
    },
  }
}
