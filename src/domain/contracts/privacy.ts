/** How long what is kept of people is kept, in milliseconds. */
export interface KeptFor {
  readonly records: number
  readonly media: number
  readonly drafts: number
}

export interface DataExport {
  /** JSON, for people and programs. */
  readonly text: string
  /** How many videos are in it. */
  readonly videos: number
  /** How many other records: settings, reports, drafts and the like. */
  readonly records: number
  /** False where there are older ones, which the file had no room for. */
  readonly isComplete: boolean
}

export interface DeletionOutcome {
  /** When the rest goes: what was begun today, or is still being made. Nothing where all of it is gone. Milliseconds since the epoch. */
  readonly restAt?: number
}

/**
 * What is kept of a person. Methods throw a UserError where the store fails; a deletion that was begun goes on when it is asked for
 * again.
 */
export interface Privacy {
  readonly keptFor: KeptFor
  /**
   * Everything that is kept of this person, without what is a secret of the bot's own.
   *
   * @param mostBytes how much room there is for videos; by default what fits into a message of Discord's
   */
  export(userId: string, mostBytes?: number): Promise<DataExport>
  /**
   * Deletes all of it that nothing is left to do for. Sums of money stay, about nobody. What was begun today stays until the day is
   * over, since the day's allowance is counted from it, and what is being made until it is finished: both go by themselves then.
   */
  delete(userId: string): Promise<DeletionOutcome>
}
