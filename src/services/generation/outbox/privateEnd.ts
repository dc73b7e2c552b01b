import { type Clock, minutes } from '../../../domain/clock.ts'
import type { Delivery } from '../../../domain/contracts/delivery.ts'
import type { DeliveryProgress, Generation } from '../../../domain/generation.ts'
import type { UndeliveredReason } from './deliveryRetries.ts'

/** `gone`: told, and nothing is left in the channel. `public`: nobody could be told in private. */
type PrivateEndOutcome = 'gone' | 'public' | UndeliveredReason

interface PrivateEndDependencies {
  readonly delivery: Pick<Delivery, 'tellPrivately' | 'takeAway'>
  readonly saveProgress: (id: string, progress: DeliveryProgress) => Promise<Generation>
  readonly clock: Pick<Clock, 'now'>
}

/** Nobody is left in front of a message that says nothing for longer than this. */
const patience = minutes(10)

/**
 * The end of what was wrong with a request: its owner is told in private, then its public message is taken away.
 *
 * - Each way is saved before it is taken. Whether a follow-up stands cannot be looked for: where that is unclear, a direct message
 *   is sent besides.
 * - The message is taken away only once it is saved that a private one certainly stands.
 * - Where Discord refuses both ways, or says nothing for long, the public message has the last word, as for every other end.
 */
export function createPrivateEnd({ delivery, saveProgress, clock }: PrivateEndDependencies) {
  async function followUp(generation: Generation): Promise<Generation | undefined> {
    if (generation.delivery.privateWordBy !== undefined) return undefined
    const intended = await saveProgress(generation.id, { privateWordBy: 'followUp' })
    const outcome = await delivery.tellPrivately(intended, 'followUp', false)
    return outcome === 'stands' ? saveProgress(generation.id, { privateWordAt: clock.now() }) : undefined
  }

  async function sendDirectly(generation: Generation): Promise<Generation | 'public' | 'notTold'> {
    const { id, finishedAt } = generation
    const isRepeated = generation.delivery.privateWordBy === 'directMessage'
    const intended = isRepeated ? generation : await saveProgress(id, { privateWordBy: 'directMessage' })
    const outcome = await delivery.tellPrivately(intended, 'directMessage', isRepeated)
    if (outcome === 'stands') return saveProgress(id, { privateWordAt: clock.now() })
    const now = clock.now()
    return outcome === 'unknown' && now - (finishedAt ?? now) < patience ? 'notTold' : 'public'
  }

  return async (generation: Generation): Promise<PrivateEndOutcome> => {
    if (generation.delivery.privateWordAt === undefined) {
      const told = (await followUp(generation)) ?? (await sendDirectly(generation))
      if (typeof told === 'string') return told
    }
    const outcome = await delivery.takeAway(generation)
    return outcome.shown || outcome.reason === 'messageGone' ? 'gone' : outcome.reason
  }
}
