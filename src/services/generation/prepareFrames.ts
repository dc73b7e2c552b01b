import { PictureRefused } from '../../domain/contracts/media.ts'
import { type Frame, type FrameRole, type Frames, frameRoles } from '../../domain/frame.ts'
import type { Failure, Generation } from '../../domain/generation.ts'
import type { Attachment } from '../../domain/request.ts'
import { advance } from '../../domain/transitions.ts'
import { untilAborted } from '../../lib/timeout.ts'
import { finish, settledFree } from './records/settlement.ts'
import type { Room } from './room.ts'

type Taken = { readonly role: FrameRole } & ({ readonly frame: Frame } | { readonly failure: Failure })

async function takeFrame(room: Room, id: string, role: FrameRole, attached: Attachment): Promise<Taken> {
  const signal = room.aborts.signalOf(id)
  try {
    return { role, frame: await untilAborted(room.pictures.store(attached, role, signal), signal) }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof PictureRefused)
      return { role, failure: { kind: 'pictureRefused', role, problem: error.problem } }
    room.log.error({ error, generationId: id, role }, 'A picture could not be taken')
    return { role, failure: { kind: 'pictureRefused', role, problem: { kind: 'unreachable' } } }
  }
}

/** A picture of an earlier try; it may have been deleted since. */
async function findFrame(room: Room, id: string, role: FrameRole, frame: Frame): Promise<Taken> {
  try {
    if (!(await room.pictures.isStored(frame)))
      return { role, failure: { kind: 'pictureRefused', role, problem: { kind: 'notKept' } } }
  } catch (error) {
    // Not known to be gone: whoever reads it will see.
    room.log.error({ error, generationId: id, role }, 'A kept picture could not be looked for')
  }
  return { role, frame }
}

/** Nothing, where it was called off. */
async function takeFrames(room: Room, { id, request, frames }: Generation): Promise<Taken[] | undefined> {
  const signal = room.aborts.signalOf(id)
  const attachments = { start: request.startImage, end: request.endImage }
  try {
    return await Promise.all(
      frameRoles.flatMap((role) => {
        const frame = frames[role]
        const attached = attachments[role]
        if (frame !== undefined) return findFrame(room, id, role, frame)
        return attached === undefined ? [] : takeFrame(room, id, role, attached)
      }),
    )
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

/** Fetches the pictures that are not kept yet, all at once; then the generation waits for a slot. */
export async function prepareFrames(room: Room, id: string): Promise<void> {
  const generation = room.repository.open.get(id)
  if (generation?.state !== 'preparing') return
  const { frames } = generation
  const taken = await takeFrames(room, generation)
  if (taken === undefined) return
  const fetched = taken.flatMap((each) => ('frame' in each ? [[each.role, each.frame] as const] : []))
  const kept: Frames = { ...frames, ...Object.fromEntries(fetched) }
  const failure = taken.flatMap((each) => ('failure' in each ? each.failure : []))[0]
  const now = room.clock.now()
  const saved = await room.repository.saveWithRetry(id, (current) => {
    if (current.state !== 'preparing') return undefined
    return failure === undefined
      ? advance(current, 'queued', now, { frames: kept })
      : finish(current, 'failed', now, settledFree, { frames: kept, failure })
  })
  room.proceed(saved)
}
