import { expect } from 'vitest'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { listSubmits } from './listSubmits.ts'
import { cameSoon } from './says.ts'
import { type Flow, findNotices, findStatus } from './useFlow.ts'

export interface Counts {
  /** One unless said otherwise. */
  readonly submits?: number
  /** One unless said otherwise; none for a video that came within a minute. */
  readonly mentions?: number
}

/**
 * Whatever happened in between: one generation with one status message, one submit, one mention, one last state that
 * nothing changes any more. Returns what is stored.
 */
export async function expectOnce(flow: Flow, sent: SentInteraction, counts: Counts = {}): Promise<Generation> {
  const { submits = 1 } = counts
  const status = findStatus(sent)
  const { text } = status
  const edits = status.history.length
  await flow.time.advance(10 * 60_000)
  expect(status.text).toBe(text)
  expect(status.history).toHaveLength(edits)
  expect(listSubmits(flow)).toHaveLength(submits)
  expect(new Set(flow.kling.jobs.map(({ id }) => id)).size).toBe(flow.kling.jobs.length)
  expect(flow.kling.jobs.length).toBeLessThanOrEqual(1)
  const answers = flow.discord.messages.filter(
    ({ interactionId, pings }) => interactionId === sent.id && pings.length === 0,
  )
  expect(answers).toEqual([status])
  const generation = await flow.storedOne()
  expect(generation.delivery.deliveredAt).toBeDefined()
  expect(findNotices(flow, sent)).toHaveLength(counts.mentions ?? (cameSoon(status, sent.createdAt) ? 0 : 1))
  return generation
}
