import type { Acknowledgement, Origin } from '../origin.ts'

/** What leads to the answer to an interaction while its token lives. */
export type AnswerAddress = Pick<Origin, 'interactionId' | 'applicationId' | 'token'>

/** Whether our first answer to an interaction stands in Discord. */
export type Standing =
  | { readonly kind: 'stands'; readonly acknowledgement: Acknowledgement }
  /** Discord says that there is none. One such answer alone is no verdict: the answer may still be on its way. */
  | { readonly kind: 'absent' }
  /** Discord could not be asked, or said nothing that can be relied on; a later look may tell. */
  | { readonly kind: 'unknown' }
  /** The token has ended, and nothing else leads to where the answer would stand. */
  | { readonly kind: 'outOfReach' }

/** Looking for answers of ours whose sending brought no clear word. Never throws, and never waits for long. */
export interface Answers {
  /** By the token of the interaction alone. */
  findByToken(address: AnswerAddress): Promise<Standing>
  /** By the token, and among the messages of the channel where they can be read. */
  find(origin: Origin): Promise<Standing>
}
