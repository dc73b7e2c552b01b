import type { Clock } from './domain/clock.ts'

/** Node's timers end a longer wait at once. @see https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestWait = 2 ** 31 - 1

/** The time of this machine. Waiting never keeps the process alive. */
export function createSystemClock(): Clock {
  function after(milliseconds: number, run: () => void): () => void {
    const rest = milliseconds - longestWait
    let cancelRest = () => {}
    const continueOrRun = () => {
      if (rest <= 0) run()
      else cancelRest = after(rest, run)
    }
    const timer = setTimeout(continueOrRun, Math.min(milliseconds, longestWait)).unref()
    return () => {
      clearTimeout(timer)
      cancelRest()
    }
  }

  return { now: () => Date.now(), after }
}
