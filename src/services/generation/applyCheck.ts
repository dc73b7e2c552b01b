import { hours } from '../../domain/clock.ts'
import type { PollOutcome, PollState } from '../../domain/contracts/provider.ts'
import type { Generation } from '../../domain/generation.ts'
import { ProviderError } from '../../domain/providerError.ts'
import { describeError } from './describeError.ts'
import { markOverdue } from './markOverdue.ts'
import { planCheck } from './planCheck.ts'
import { finish, reportOddCost, settledFree, settleFailed, settleUnknown } from './records/settlement.ts'
import type { Room } from './room.ts'
import { handOutLink, takeResult } from './takeResult.ts'

/** After this long without an end the generation is lost, unless nobody can say how it stands. */
const patience = hours(24)
/** So long, and so often, looks have to fail before they count as an answer: a single one decides nothing. */
const longestSilence = hours(6)
const fewestFailures = 10

type InFlight = Extract<PollState, { status: 'waiting' | 'rendering' }>

/** A check that failed says nothing about the generation; nor does a provider that does not find the job. */
function noteFailure(
  room: Room,
  { id, provider, request }: Generation,
  outcome: ProviderError | 'gone' | 'missing',
): void {
  const note = room.transient.get(id)
  note.checkFailures += 1
  if (outcome !== 'gone') note.unansweredSince ??= room.clock.now()
  if (note.checkFailures > 1) return
  const finding = outcome instanceof ProviderError ? describeError(outcome, request) : { outcome }
  room.log.warn({ ...finding, generationId: id, provider }, 'A check failed')
}

async function saveProgress(room: Room, id: string, { status, ...rest }: InFlight): Promise<void> {
  const position = 'position' in rest ? rest.position : undefined
  const before = room.repository.open.get(id)
  const saved = await room.repository.save(id, (current) => {
    const isSame = current.progress?.status === status && current.progress.position === position
    if (current.state !== 'running' || isSame) return undefined
    return { ...current, progress: { status, ...(position !== undefined && { position }) } }
  })
  if (saved !== before && saved.state === 'running') room.show(saved)
}

async function end(room: Room, id: string, change: (current: Generation, at: number) => Generation): Promise<void> {
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) =>
    current.state === 'running' ? change(current, now) : undefined,
  )
  const { state, failure, submittedAt, provider } = saved
  const milliseconds = submittedAt === undefined ? undefined : now - submittedAt
  room.log.info({ generationId: id, provider, state, failure: failure?.kind, milliseconds }, 'A generation ended')
  room.proceed(saved)
}

/** Whether what the look found is the last that anybody will hear of the job. */
function isLastWord(room: Room, generation: Generation, outcome: PollOutcome | undefined): boolean {
  const now = room.clock.now()
  if (now - (generation.submittedAt ?? generation.stateSince) < patience) return false
  // The fetch of a finished video has a patience of its own, and ends with the link.
  if (outcome !== undefined && !(outcome instanceof ProviderError)) return outcome.status !== 'succeeded'
  const { checkFailures, unansweredSince = now } = room.transient.get(generation.id)
  return checkFailures >= fewestFailures && now - unansweredSince >= longestSilence
}

async function apply(room: Room, generation: Generation, outcome: PollOutcome | undefined): Promise<void> {
  const { id, found } = generation
  // The fetch of a finished video counts its own failures. Once there was a video, nothing said later makes it go away.
  if (outcome !== undefined && 'videoUrl' in outcome) return takeResult(room, generation, outcome)
  if (found !== undefined) return takeResult(room, generation, found)
  if (outcome === undefined) return noteFailure(room, generation, 'missing')
  if (outcome instanceof ProviderError) return noteFailure(room, generation, outcome)
  room.transient.get(id).unansweredSince = undefined
  if (outcome.status === 'gone') return noteFailure(room, generation, 'gone')
  const note = room.transient.get(id)
  note.checkFailures = 0
  switch (outcome.status) {
    case 'waiting':
    case 'rendering':
      note.unfinishedAt = room.clock.now()
      return saveProgress(room, id, outcome)
    case 'cancelled':
      return end(room, id, (current, at) => finish(current, 'cancelled', at, settledFree))
    case 'failed': {
      const { failure, cost } = outcome
      await end(room, id, (current, at) =>
        finish(current, 'failed', at, settleFailed(room.catalogue, current, cost), { failure }),
      )
      return reportOddCost(room, generation, cost, 'failed')
    }
  }
}

async function giveUp(room: Room, generation: Generation): Promise<void> {
  const { id, found } = generation
  if (found !== undefined) return handOutLink(room, generation, found)
  await end(room, id, (current, at) => finish(current, 'lost', at, settleUnknown(room.catalogue, current)))
}

/** Takes in what one check found, and plans the next one while the generation goes on. */
export async function applyCheck(room: Room, id: string, outcome: PollOutcome | undefined): Promise<void> {
  const generation = room.repository.open.get(id)
  if (generation?.state !== 'running') return
  await apply(room, generation, outcome)
  await markOverdue(room, id)
  const current = room.repository.open.get(id)
  if (current?.state !== 'running') return
  if (isLastWord(room, current, outcome)) await giveUp(room, current)
  else planCheck(room, current)
}
