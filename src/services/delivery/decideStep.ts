import type { ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Problem } from './classifyError.ts'

/** A video that could not be sent so often goes as a link: the upload itself may be what takes too long. */
const uploadAttempts = 2

/** A message counts as deleted when Discord has said so twice: right after an answer it may not know its own message yet. */
const goneAnswers = 2

/** What follows a failed edit. */
export type Step =
  /** At once, by another route: this token has ended. */
  | { readonly kind: 'otherRoute' }
  /** By another route if there is one; this one is closed for now. */
  | { readonly kind: 'closed' }
  /** At once, with the video as a link. */
  | { readonly kind: 'asLink' }
  /** At once, without the echoed prompt. */
  | { readonly kind: 'withoutPrompt' }
  /** The same after a pause, and from now on possibly with the video as a link. */
  | { readonly kind: 'later'; readonly asLink: boolean }
  | { readonly kind: 'end'; readonly reason: Extract<ShowOutcome, { shown: false }>['reason'] }

export interface Attempt {
  readonly isUpload: boolean
  readonly withPrompt: boolean
  /** How often Discord said that there is no such message, this time included. */
  readonly timesGone: number
  /** Temporary failures in a row, this one included. */
  readonly failures: number
  /** How many of them are borne. */
  readonly patience: number
}

export function decideStep(problem: Problem, attempt: Attempt): Step {
  const { isUpload, withPrompt, failures, patience } = attempt
  switch (problem) {
    case 'tokenDead':
      return { kind: 'otherRoute' }
    case 'messageGone':
      return attempt.timesGone < goneAnswers ? { kind: 'later', asLink: false } : { kind: 'end', reason: 'messageGone' }
    case 'noAccess':
      // Discord answers the same where only attaching is forbidden.
      return isUpload ? { kind: 'asLink' } : { kind: 'closed' }
    case 'archived':
      return { kind: 'end', reason: 'archived' }
    case 'blockedByAutoMod':
      return withPrompt ? { kind: 'withoutPrompt' } : { kind: 'end', reason: 'refused' }
    case 'uploadRefused':
      return isUpload ? { kind: 'asLink' } : { kind: 'end', reason: 'refused' }
    case 'refused':
      return { kind: 'end', reason: 'refused' }
    case 'unauthorized':
      return { kind: 'end', reason: 'failed' }
    case 'temporary':
      return failures > patience
        ? { kind: 'end', reason: 'failed' }
        : { kind: 'later', asLink: isUpload && failures >= uploadAttempts }
  }
}
