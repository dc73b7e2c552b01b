import { randomInt, randomUUID } from 'node:crypto'
import type { Clock } from './domain/clock.ts'
import type { Identifiers } from './domain/generation.ts'
import { recipeAlphabet, recipeLength } from './domain/recipe.ts'

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

const draw = (letters: string, length: number) =>
  Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('')

/** Randomness that nobody can guess: whoever knows a generation's id may press its buttons. */
export function createSystemIdentifiers(): Identifiers {
  return {
    generation: () => draw(alphabet, generationLength),
    task: () => randomUUID(),
    recipe: () => draw(recipeAlphabet, recipeLength),
    fraction: () => randomInt(fractions) / fractions,
  }
}
