import type { Generation } from '../generation.ts'

/** What concerns records that nobody works with any more. */
export interface Archive {
  /** What can still be read of quarantined generations, for budgets, claims and kept files alone. */
  remains(): Promise<Generation[]>
  /**
   * Takes prompts and ids out of records that were finished before this moment, and deletes what was quarantined before it, in one
   * commit of so many records at the most. Returns how many there were.
   */
  forget(before: number, most: number): Promise<number>
  /** The same with one person's that are finished and were begun before this moment. Returns them as they were. */
  forgetPerson(userId: string, before: number, most: number): Promise<readonly Generation[]>
}
