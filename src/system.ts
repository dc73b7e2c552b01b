import { randomInt, randomUUID } from 'node:crypto'
import type { Clock } from './domain/clock.ts'
import type { Identifiers } from './domain/generation.ts'

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

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const generationLength = 16
const fractions = 2 ** 47

/** Randomness that nobody can guess: whoever knows a generation's id may press its buttons. */
export function createSystemIdentifiers(): Identifiers {
  return {
    generation: () =>
      Array.from({ length: generationLength }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
    task: () => randomUUID(),
    fraction: () => randomInt(fractions) / fractions,
  }
}
