import { randomInt, randomUUID } from 'node:crypto'
import type { Identifiers } from './domain/identifiers.ts'

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
