import type { Generation } from '../generation.ts'

/**
 * The caps: generations and money per person, server and month. Budgets are sums over generations, kept in memory and
 * rebuilt at boot by observing every record.
 */
export interface Limits {
  /**
   * Checks every cap and counts the generation in, in one step without a pause, so that two commands at once cannot both
   * pass. Throws a Refusal.
   */
  reserve(generation: Generation): void
  /** Takes a record, new or changed, into the books. The same record twice changes nothing. */
  observe(generation: Generation): void
  /** Takes a generation out of the books that was never saved. */
  forget(generationId: string): void
}
