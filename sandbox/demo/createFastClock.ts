import type { Clock } from '../../src/domain/clock.ts'

/** A clock that runs so many times as fast as another one, from now on. */
export function createFastClock(clock: Clock, factor: number): Clock {
  const start = clock.now()
  return {
    now: () => Math.round(start + (clock.now() - start) * factor),
    after: (milliseconds, run) => clock.after(milliseconds / factor, run),
  }
}
