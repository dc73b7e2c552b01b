import { type Clock, days } from '../../domain/clock.ts'
import type { Generation } from '../../domain/generation.ts'

/** What may be used once only: an interaction, and the button that tries a generation again. */
export interface Claim {
  readonly interactionId: string
  readonly retryOf?: string
}

/** Which generation used up which interaction and which button. Rebuilt from the records at boot. */
export interface Claims {
  /** The id of the generation that was, or is just being, begun with the claim. Rejects if that is refused. */
  find(claim: Claim): Promise<string> | undefined
  /** Holds the claim while the generation is begun; lets it go if that fails. */
  hold(claim: Claim, begun: Promise<string>): void
  /** Takes a saved generation in. */
  remember(generation: Generation): void
  /** The button may be used again: the generation it began never reached the person. */
  releaseRetry(generation: Generation): void
}

/** Discord redelivers events within minutes; a day is plenty. */
const interactionMemory = days(1)

const isLostAttempt = ({ failure }: Generation) =>
  failure?.kind === 'notAcknowledged' || failure?.kind === 'answerUnclear'

export function createClaims(clock: Pick<Clock, 'now'>): Claims {
  const interactions = new Map<string, { readonly at: number; readonly id: Promise<string> }>()
  const retries = new Map<string, Promise<string>>()

  function forgetOldInteractions(): void {
    for (const [interactionId, { at }] of interactions) {
      if (clock.now() - at < interactionMemory) return
      interactions.delete(interactionId)
    }
  }

  function hold({ interactionId, retryOf }: Claim, id: Promise<string>, at: number): void {
    interactions.set(interactionId, { at, id })
    if (retryOf !== undefined) retries.set(retryOf, id)
  }

  return {
    find: ({ interactionId, retryOf }) =>
      interactions.get(interactionId)?.id ?? (retryOf === undefined ? undefined : retries.get(retryOf)),
    hold(claim, begun) {
      forgetOldInteractions()
      hold(claim, begun, clock.now())
      begun.catch(() => {
        if (interactions.get(claim.interactionId)?.id === begun) interactions.delete(claim.interactionId)
        if (claim.retryOf !== undefined && retries.get(claim.retryOf) === begun) retries.delete(claim.retryOf)
      })
    },
    remember(generation) {
      const id = Promise.resolve(generation.id)
      if (clock.now() - generation.createdAt < interactionMemory) {
        interactions.set(generation.origin.interactionId, { at: generation.createdAt, id })
      }
      if (generation.retryOf !== undefined && !isLostAttempt(generation)) retries.set(generation.retryOf, id)
    },
    releaseRetry(generation) {
      if (generation.retryOf !== undefined) retries.delete(generation.retryOf)
    },
  }
}
