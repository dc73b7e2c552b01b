import { minutes } from '../../domain/clock.ts'
import { ResultUnavailable } from '../../domain/contracts/media.ts'
import type { CheckState } from '../../domain/contracts/provider.ts'
import type { Generation, Result } from '../../domain/generation.ts'
import { conclude } from './conclude.ts'
import { learnFinish } from './learnFinish.ts'
import { reportOddCost } from './reportOddCost.ts'
import type { Room } from './room.ts'
import { settleMade } from './settle.ts'

type Succeeded = Extract<CheckState, { status: 'succeeded' }>
type Fetched = { readonly result: Omit<Result, 'notSafeForWork'> } | { readonly failed: 'forGood' | 'forNow' }

/** After this long only the provider's link is delivered. */
const patience = minutes(30)

async function fetchResult(room: Room, generation: Generation, url: string): Promise<Fetched> {
  const provider = room.providers.find(({ id }) => id === generation.provider)
  if (provider === undefined) return { failed: 'forNow' }
  try {
    return { result: await room.fetchGate(() => room.results.fetch(url, provider)) }
  } catch (error) {
    const isForGood = error instanceof ResultUnavailable && !error.retryable
    room.log.warn({ error, generationId: generation.id, isForGood }, 'A finished video could not be fetched')
    return { failed: isForGood ? 'forGood' : 'forNow' }
  }
}

/**
 * Keeps the bytes of the finished video first, then saves the success with result and settlement in one write. While the
 * fetch fails, the generation goes on being checked, since a check brings a fresh address.
 */
export async function takeResult(room: Room, generation: Generation, outcome: Succeeded): Promise<void> {
  const { id } = generation
  const note = room.notes.get(id)
  if (!note.isRendered) {
    note.isRendered = true
    learnFinish(room, generation)
    room.dispatch()
  }
  const fetched = await fetchResult(room, generation, outcome.videoUrl)
  const now = room.clock.now()
  if ('failed' in fetched && fetched.failed === 'forNow') {
    note.fetchFailingSince ??= now
    note.checkFailures += 1
    if (now - note.fetchFailingSince < patience) return
    room.log.error({ generationId: id }, 'A finished video could not be kept; only its link is delivered')
  }
  const { cost, notSafeForWork, videoUrl } = outcome
  const isLost = 'failed' in fetched && fetched.failed === 'forGood'
  const result: Result = { ...('result' in fetched ? fetched.result : { url: videoUrl }), notSafeForWork }
  const saved = await room.records.saveSurely(id, (current) => {
    if (current.state !== 'running') return undefined
    return isLost
      ? conclude(current, 'failed', now, settleMade(current, cost), { failure: { kind: 'resultUnavailable' } })
      : conclude(current, 'succeeded', now, settleMade(current, cost), { result })
  })
  reportOddCost(room.log, saved, cost, 'succeeded')
  const milliseconds = now - (saved.submittedAt ?? saved.createdAt)
  room.log.info({ generationId: id, provider: saved.provider, state: saved.state, milliseconds }, 'A generation ended')
  room.proceed(saved)
}
