import type { Clock } from '../../../domain/clock.ts'
import { PictureRefused, type Pictures } from '../../../domain/contracts/media.ts'
import type { Failure, Generation } from '../../../domain/generation.ts'
import { type Attachment, type Frame, type FrameRole, type Frames, frameRoles } from '../../../domain/request.ts'
import { advance as changeState, finish } from '../../../domain/stateMachine.ts'
import { untilAborted } from '../../../lib/timeout.ts'
import type { Log } from '../../../log.ts'
import type { GenerationRepository } from '../records/generationRepository.ts'
import { settledFree } from '../records/settlement.ts'
import type { TaskRunner } from '../taskRunner.ts'

interface FramePreparationDependencies {
  readonly pictures: Pick<Pictures, 'store' | 'isStored'>
  readonly repository: Pick<GenerationRepository, 'open' | 'saveWithRetry'>
  readonly signalOf: TaskRunner['signalOf']
  readonly advance: (saved: Generation) => void
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

type Outcome = { readonly role: FrameRole } & ({ readonly frame: Frame } | { readonly failure: Failure })

/** Fetches the pictures that are not stored yet, all at once; then the generation waits for a slot. */
export function createFramePreparation(dependencies: FramePreparationDependencies) {
  const { pictures, repository, signalOf, advance, clock, log } = dependencies

  async function fetchFrame(id: string, role: FrameRole, attached: Attachment): Promise<Outcome> {
    const signal = signalOf(id)
    try {
      return { role, frame: await untilAborted(pictures.store(attached, role, signal), signal) }
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof PictureRefused)
        return { role, failure: { kind: 'pictureRefused', role, problem: error.problem } }
      log.error({ error, generationId: id, role }, 'A picture could not be taken')
      return { role, failure: { kind: 'pictureRefused', role, problem: { kind: 'unreachable' } } }
    }
  }

  /** A picture of an earlier try; it may have been deleted since. */
  async function findFrame(id: string, role: FrameRole, frame: Frame): Promise<Outcome> {
    try {
      if (!(await pictures.isStored(frame)))
        return { role, failure: { kind: 'pictureRefused', role, problem: { kind: 'notKept' } } }
    } catch (error) {
      // Not known to be gone: whoever reads it will see.
      log.error({ error, generationId: id, role }, 'A kept picture could not be looked for')
    }
    return { role, frame }
  }

  /** Nothing, where it was called off. */
  async function gatherFrames({ id, request, frames }: Generation): Promise<Outcome[] | undefined> {
    const signal = signalOf(id)
    const attachments = { start: request.startImage, end: request.endImage }
    try {
      return await Promise.all(
        frameRoles.flatMap((role) => {
          const frame = frames[role]
          const attached = attachments[role]
          if (frame !== undefined) return findFrame(id, role, frame)
          return attached === undefined ? [] : fetchFrame(id, role, attached)
        }),
      )
    } catch (error) {
      if (signal.aborted) return undefined
      throw error
    }
  }

  return async function prepareFrames(id: string): Promise<void> {
    const generation = repository.open.get(id)
    if (generation?.state !== 'preparing') return
    const { frames } = generation
    const outcomes = await gatherFrames(generation)
    if (outcomes === undefined) return
    const fetched = outcomes.flatMap((each) => ('frame' in each ? [[each.role, each.frame] as const] : []))
    const stored: Frames = { ...frames, ...Object.fromEntries(fetched) }
    const failure = outcomes.flatMap((each) => ('failure' in each ? each.failure : []))[0]
    const now = clock.now()
    const saved = await repository.saveWithRetry(id, (current) => {
      if (current.state !== 'preparing') return undefined
      return failure === undefined
        ? changeState(current, 'queued', now, { frames: stored })
        : finish(current, 'failed', now, settledFree, { frames: stored, failure })
    })
    advance(saved)
  }
}
