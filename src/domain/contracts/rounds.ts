import type { Wanted } from '../draft.ts'
import type { Generation } from '../generation.ts'
import type { FrameRole } from '../request.ts'

/** What is made of a finished video, round after round, and how it is taken away. Methods throw a UserError where the answer is no. */
export interface Rounds {
  /** A finished video that nobody deleted. */
  find(generationId: string): Promise<Generation>
  /**
   * What one press of a button uses up that works for ever: while what it began is under way, every other press uses up the same,
   * and is pointed to it; after its end the next press begins another.
   *
   * @param use the button, with the id of the video
   */
  claim(generationId: string, use: string): Promise<string>
  /**
   * Whether this person may make something from it now, as a draft of days ago does: their own, or what is open to others and its
   * owner shares. Not where nobody knows any more whose it was.
   */
  mayMakeFrom(generationId: string, userId: string): Promise<boolean>
  /** Pictures that were kept for it and are kept no more. */
  findMissing(of: Pick<Wanted, 'frames'>): Promise<readonly FrameRole[]>
  /** What is deleted with the video, itself among it: those that were asked for at once. Not while one of them is still made. */
  findTogether(generationId: string): Promise<readonly Generation[]>
  /**
   * Deletes the video: the message and the kept file, also where the process ends in between. Its words are forgotten, what it cost
   * stays in the sums. `userId`: who does it, its owner or a moderator.
   */
  remove(generationId: string, userId: string): Promise<RemovalOutcome>
}

export interface RemovalOutcome {
  /** False where nothing leads to its message: whoever sees it has to remove it. */
  readonly reachesMessage: boolean
  /** False where a moderator did it. */
  readonly isOwn: boolean
}
