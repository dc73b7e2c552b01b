import type { PollItem, PollOutcome, Provider } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { ProviderError } from '../../domain/providerError.ts'
import { applyCheck } from './applyCheck.ts'
import { cancelAsRequested } from './cancelAsRequested.ts'
import { markOverdue } from './markOverdue.ts'
import { planCheck } from './planCheck.ts'
import type { Room } from './room.ts'

function chunk<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** One answer is enough: the others may be the fault of their jobs. */
function noteHealth(room: Room, provider: ProviderId, outcomes: readonly PollOutcome[], askedAt: number): void {
  const [error] = outcomes
  if (outcomes.some((outcome) => !(outcome instanceof ProviderError))) {
    room.health.recordSuccess(provider, 'poll', askedAt)
  } else room.health.recordFailure(provider, 'poll', error)
}

async function ask(room: Room, provider: Provider, items: readonly PollItem[]) {
  const askedAt = room.clock.now()
  try {
    const outcomes = await provider.poll(items)
    noteHealth(room, provider.id, [...outcomes.values()], askedAt)
    return outcomes
  } catch (error) {
    room.log.error({ error, provider: provider.id }, 'A check broke its promise never to throw')
    return new Map<string, PollOutcome>()
  }
}

function apply(room: Room, id: string, outcome: PollOutcome | undefined): void {
  room.work.run('check', id, () => applyCheck(room, id, outcome))
}

/** The provider wishes to be left alone: nothing is asked until then. */
function putOff(room: Room, generations: readonly Generation[]): void {
  for (const { id } of generations) {
    room.work.run('check', id, async () => {
      await markOverdue(room, id)
      const current = room.repository.open.get(id)
      if (current?.state === 'running') planCheck(room, current)
    })
  }
}

async function checkChunk(room: Room, provider: Provider, generations: readonly Generation[]): Promise<void> {
  if (room.health.restLeft(provider.id) > 0) return putOff(room, generations)
  const outcomes = await room.checkGateAt(provider.id)(async () => {
    const items = generations.flatMap(({ id }) => {
      const current = room.repository.open.get(id)
      const isRunning = current?.state === 'running' && current.operation !== undefined
      return isRunning ? [{ generationId: id, operation: current.operation ?? null }] : []
    })
    return items.length === 0 || room.isStopping() ? undefined : ask(room, provider, items)
  })
  if (outcomes === undefined || room.isStopping()) return
  for (const { id } of generations) apply(room, id, outcomes.get(id))
}

async function checkAll(room: Room, due: readonly Generation[]): Promise<void> {
  const unconfigured = due.filter(({ provider }) => !room.providers.some(({ id }) => id === provider))
  for (const { id } of unconfigured) apply(room, id, undefined)
  await Promise.all(
    room.providers.flatMap((provider) =>
      chunk(
        due.filter((generation) => generation.provider === provider.id),
        provider.pollsPerRequest,
      ).map((generations) => checkChunk(room, provider, generations)),
    ),
  )
}

/**
 * Looks at generations that are due: at each provider in as few requests as its API allows, a few requests at a time. A
 * wanted cancel is tried before the check, without holding the others up.
 */
export async function checkRunning(room: Room, ids: readonly string[]): Promise<void> {
  const due = ids.flatMap((id) => room.repository.open.get(id) ?? []).filter(({ state }) => state === 'running')
  const calm = due.filter(({ cancelRequestedAt }) => cancelRequestedAt === undefined)
  const wanted = due.filter(({ cancelRequestedAt }) => cancelRequestedAt !== undefined)
  await Promise.all([
    checkAll(room, calm),
    ...wanted.map(async (generation) => {
      await cancelAsRequested(room, generation)
      await checkAll(room, [generation])
    }),
  ])
}
