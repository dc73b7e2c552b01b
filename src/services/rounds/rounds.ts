import type { Clock } from '../../domain/clock.ts'
import type { Delivery } from '../../domain/contracts/delivery.ts'
import type { Generations } from '../../domain/contracts/generations.ts'
import type { ShownCopies } from '../../domain/contracts/history.ts'
import type { Media, Pictures } from '../../domain/contracts/media.ts'
import type { Preferences } from '../../domain/contracts/preferences.ts'
import type { Rounds } from '../../domain/contracts/rounds.ts'
import type { Cursor, GenerationCollection } from '../../domain/contracts/store.ts'
import { allOf, type Generation, isOpenToOthers } from '../../domain/generation.ts'
import { hasChannelRoute } from '../../domain/origin.ts'
import { planNextRemoval, type RemovalOutcome, removalTime } from '../../domain/removal.ts'
import { frameRoles } from '../../domain/request.ts'
import { isFinal, isSucceeded } from '../../domain/stateMachine.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'

interface RoundsDependencies {
  readonly generations: Pick<Generations, 'find'> & {
    /** Takes everything out of a finished one that was said and seen, and returns it as it was. Throws a UserError. */
    erase(generationId: string, userId: string): Promise<Generation>
  }
  readonly records: Pick<GenerationCollection, 'get' | 'find' | 'listHeld' | 'listReferenced'>
  readonly pictures: Pick<Pictures, 'isStored'>
  readonly media: Pick<Media, 'delete'>
  readonly delivery: Pick<Delivery, 'takeAway'>
  readonly copies: Pick<ShownCopies, 'takeAway'>
  readonly preferences: Pick<Preferences, 'allowsRemix'>
  /** Saves that what is left of a deleted video is to be removed at that time. Throws StoreFailure. */
  readonly planRemoval: (generationId: string, at: number) => Promise<void>
  /** Looks for a copy that may stand somewhere without our knowing. Rejects where Discord does not say. */
  readonly settlePost: (generation: Generation) => Promise<void>
  /** Tells the owner of a video which moderator deleted it. Rejects where they cannot be told. */
  readonly tellRemoved: (generation: Generation, by: string) => Promise<void>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

interface RoundsService extends Rounds {
  /** Removes what is left of a deleted video: its file, and its message where the bot reaches it. Harmless a second time. */
  removeRest(generationId: string): Promise<RemovalOutcome>
}

const pageLength = 100
/** It is gone, or nothing leads to it, or Discord will never take our word. */
const hopeless: readonly string[] = ['messageGone', 'noRoute', 'refused']

export function createRounds(dependencies: RoundsDependencies): RoundsService {
  const {
    generations,
    records,
    pictures,
    media,
    delivery,
    copies,
    preferences,
    settlePost,
    planRemoval,
    tellRemoved,
    clock,
    log,
  } = dependencies

  /** Each generation of a query, page by page. */
  async function* readChildren(parent: string): AsyncGenerator<Generation> {
    let after: Cursor | undefined
    do {
      const page = await records.find({
        parent,
        withDeleted: true,
        limit: pageLength,
        ...(after !== undefined && { after }),
      })
      yield* page.items
      after = page.next
    } while (after !== undefined)
  }

  async function find(generationId: string): Promise<Generation> {
    const generation = await generations.find(generationId)
    if (generation === undefined || !isSucceeded(generation)) throw new UserError({ code: 'notFound' })
    return generation
  }

  /** Those that were asked for at once stand in one message, and go together: not while one still needs it, set aside or not. */
  async function findTogether(video: Generation): Promise<Generation[]> {
    const all = (await Promise.all(allOf(video).map((id) => records.get(id)))).flatMap((each) => each ?? [])
    if (!all.every(isFinal)) throw new UserError({ code: 'variantsGoing' })
    return all.filter((each) => isSucceeded(each) && each.deletedAt === undefined)
  }

  /** The newest that this button began says what is used up now: the same again, or the next. A deleted one was paid for as well. */
  async function findClaim(generationId: string, use: string): Promise<string> {
    for await (const child of readChildren(generationId)) {
      if (child.claim?.startsWith(`${use}:`) !== true) continue
      return isFinal(child) ? `${use}:${child.id}` : child.claim
    }
    return `${use}:first`
  }

  /** The same bytes may be needed for another video: the same job, say, that was asked for twice. The deleted one has them no more. */
  async function isShared(hash: string): Promise<boolean> {
    const asked = await Promise.all([records.listReferenced([hash]), records.listHeld([hash])])
    return asked.some((each) => each.has(hash))
  }

  async function removeRest(generationId: string): Promise<RemovalOutcome> {
    const deleted = await records.get(generationId)
    // The process ended before the deletion was saved: it never happened.
    if (deleted?.deletedAt === undefined || deleted.forgottenAt !== undefined) return { kind: 'done' }
    const hash = deleted.result?.hash
    if (hash !== undefined && !(await isShared(hash))) await media.delete(hash)
    const outcome = await delivery.takeAway(deleted)
    await copies.takeAway(generationId)
    if (outcome.shown || hopeless.includes(outcome.reason)) return { kind: 'done' }
    return planNextRemoval(deleted.deletedAt, clock.now())
  }

  return {
    find,
    claim: (generationId, use) => refuseStoreFailure(() => findClaim(generationId, use)),
    mayMakeFrom: (generationId, userId) =>
      refuseStoreFailure(async () => {
        const source = await records.get(generationId)
        if (source === undefined || source.forgottenAt !== undefined) return false
        const owner = source.origin.userId
        return owner === userId || (isOpenToOthers(source) && (await preferences.allowsRemix(owner)))
      }),
    async findMissing({ frames = {} }) {
      const looked = await Promise.all(
        frameRoles.map(async (role) => {
          const frame = frames[role]
          return frame === undefined || (await pictures.isStored(frame)) ? [] : [role]
        }),
      )
      return looked.flat()
    },
    findTogether: (generationId) => refuseStoreFailure(async () => findTogether(await find(generationId))),
    removeRest,
    remove: (generationId, userId) =>
      refuseStoreFailure(async () => {
        const video = await find(generationId)
        const { origin } = video
        const together = await findTogether(video)
        // Before its words are gone, by which it is found.
        await Promise.all(together.map((each) => settlePost(each))).catch((error: unknown) =>
          log.warn({ error, generationId }, 'Whether a copy of a deleted video stands is not known'),
        )
        // Before anything is gone: whatever ends the process, the rest goes later.
        for (const { id } of together) await planRemoval(id, clock.now() + removalTime)
        for (const { id } of together) await generations.erase(id, userId)
        log.info({ generationId, isOwn: origin.userId === userId }, 'A video was deleted')
        if (origin.userId !== userId) {
          void tellRemoved(video, userId).catch((error: unknown) =>
            log.warn({ error, generationId }, 'The owner of a deleted video could not be told'),
          )
        }
        for (const { id } of together) {
          void removeRest(id).catch((error: unknown) =>
            log.warn({ error, generationId: id }, 'What is left of a deleted video is removed later'),
          )
        }
        return { reachesMessage: hasChannelRoute(origin), isOwn: origin.userId === userId }
      }),
  }
}
