import { type Clock, days } from '../../domain/clock.ts'
import type { Drafts, Quote } from '../../domain/contracts/drafts.ts'
import type { Generations } from '../../domain/contracts/generations.ts'
import type { UsageBook } from '../../domain/contracts/limits.ts'
import type { MediaReferences, Pictures } from '../../domain/contracts/media.ts'
import type { ServerRules } from '../../domain/contracts/servers.ts'
import { type Collection, type CollectionDefinition, StaleVersion, type Store } from '../../domain/contracts/store.ts'
import { type Draft, draft, findRequestError, keepFrames, listOffers, type RequestChange } from '../../domain/draft.ts'
import type { Identifiers } from '../../domain/generation.ts'
import { findAccount, type Policy } from '../../domain/policy.ts'
import { type Attachment, type FrameRole, type Frames, frameRoles, type Request } from '../../domain/request.ts'
import { findShotLimits } from '../../domain/storyboard.ts'
import { refuseStoreFailure, UserError } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'

interface DraftsDependencies {
  readonly store: Pick<Store, 'collection'>
  readonly pictures: Pick<Pictures, 'store'>
  readonly usage: UsageBook
  readonly rules: Pick<ServerRules, 'standingOf'>
  readonly forecast: Generations['forecast']
  readonly policy: Pick<Policy, 'providers' | 'allowedGuilds' | 'allowUserInstall'>
  readonly identifiers: Pick<Identifiers, 'generation'>
  /** Milliseconds; the record of what a draft began says that it began something, and is to outlive it. */
  readonly keptFor: number
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

interface DraftsService extends Drafts {
  /** Makes room for them in the store: whoever reads them later needs not write. Throws StoreFailure. */
  start(): Promise<void>
  /** Fetches nothing more. */
  stop(): void
}

export const draftRecords: CollectionDefinition<Draft> = {
  name: 'drafts',
  schema: draft,
  indexed: ['createdAt', 'userId'],
  ofPerson: { field: 'userId' },
}

/** At the most. */
const draftsAreKept = days(7)

/** No longer than the records of what they began. */
export const keepDraftsFor = (recordRetention: number) => Math.min(draftsAreKept, recordRetention)
/** Of one person; the oldest go first. */
const mostOfPerson = 50
/** So many are looked through for a picture; among more, each is taken for needed. */
const mostLookedThrough = 10_000
/** How often a change is tried on a newer record. */
const attempts = 3

/** The same at the lowest quality, to look at before the dear one is made. */
const cheaperThan = ({ quality }: Request): readonly RequestChange[] =>
  quality === 'standard' ? [] : [{ quality: 'standard' }]

/** The pictures that drafts keep. */
export function createDraftReferences({ store }: Pick<DraftsDependencies, 'store'>): MediaReferences {
  return {
    async listReferenced(hashes) {
      const collection = await store.collection(draftRecords)
      const present = await collection.find({ field: 'createdAt', limit: mostLookedThrough })
      if (present.length === mostLookedThrough) return new Set(hashes)
      const held = new Set(present.flatMap(({ frames }) => [frames.start?.hash, frames.end?.hash]))
      return new Set(hashes.filter((hash) => held.has(hash)))
    },
  }
}

const imageOf = { start: 'startImage', end: 'endImage' } as const

/** What was kept of pictures that others took the place of is let go. */
function keepFramesOf(present: Draft, request: Request): Frames {
  const { start, end } = keepFrames(present.frames, request)
  const isSame = (role: FrameRole) => present.request[imageOf[role]]?.id === request[imageOf[role]]?.id
  return {
    ...(start !== undefined && isSame('start') && { start }),
    ...(end !== undefined && isSame('end') && { end }),
  }
}

export function createDrafts(dependencies: DraftsDependencies): DraftsService {
  const { store, pictures, usage, rules, forecast, policy, identifiers, keptFor, clock, log } = dependencies
  const { providers } = policy
  const ending = new AbortController()
  const records = () => store.collection(draftRecords)

  /** Nothing was begun, and nothing can be. */
  const refuseFailing = <T>(work: () => Promise<T>) => refuseStoreFailure(work, 'storeUnavailable')

  async function makeRoom(collection: Collection<Draft>, userId: string): Promise<void> {
    const own = await collection.find({ field: 'userId', from: userId, to: userId, limit: 2 * mostOfPerson })
    const oldest = own.sort((one, other) => other.createdAt - one.createdAt).slice(mostOfPerson)
    for (const { id } of oldest) await collection.delete(id)
  }

  function describeStoryboard(request: Request): Pick<Quote, 'problem' | 'shotLimits'> {
    const problem = findRequestError(request, providers)
    const shotLimits = findShotLimits(providers)
    return { ...(problem !== undefined && { problem }), ...(shotLimits !== undefined && { shotLimits }) }
  }

  async function find(draftId: string): Promise<Draft | undefined> {
    const found = await (await records()).get(draftId)
    return found !== undefined && found.createdAt > clock.now() - keptFor ? found : undefined
  }

  /** With the prices of now. */
  const offer = (present: Draft, request: Request, changes = cheaperThan(request)): Draft => ({
    ...present,
    revision: present.revision + 1,
    request,
    frames: keepFramesOf(present, request),
    offers: listOffers(request, changes, providers),
  })

  async function update(draftId: string, change: (present: Draft) => Draft): Promise<Draft> {
    const collection = await records()
    for (let attempt = 1; ; attempt += 1) {
      const present = await find(draftId)
      if (present === undefined) throw new UserError({ code: 'draftGone' })
      try {
        const changed = change(present)
        return changed === present ? present : await collection.update(draftId, changed)
      } catch (error) {
        if (!(error instanceof StaleVersion) || attempt === attempts) throw error
      }
    }
  }

  /** Discord deletes attachments after a while, and the draft may begin on another day. What cannot be fetched is told then. */
  async function keepPicture(draftId: string, role: FrameRole, attached: Attachment): Promise<void> {
    const { signal } = ending
    try {
      const frame = await pictures.store(attached, role, signal)
      await update(draftId, (present) => {
        const isSame = present.request[imageOf[role]]?.id === attached.id
        return isSame ? { ...present, frames: { ...present.frames, [role]: frame } } : present
      })
    } catch (error) {
      if (!signal.aborted) log.debug({ error, role }, 'A picture of a draft could not be kept')
    }
  }

  /** @param before what is fetched already */
  function keepPictures({ id, request, frames }: Draft, before?: Request): void {
    for (const role of frameRoles) {
      const attached = request[imageOf[role]]
      if (attached === undefined || frames[role] !== undefined || before?.[imageOf[role]]?.id === attached.id) continue
      void keepPicture(id, role, attached)
    }
  }

  async function change(
    draftId: string,
    wanted: Parameters<Drafts['change']>[1],
    changes: readonly RequestChange[] | undefined,
  ): Promise<Draft> {
    let before: Request | undefined
    const changed = await update(draftId, (present) => {
      before = present.request
      const request = typeof wanted === 'function' ? wanted(present) : (wanted ?? present.request)
      return request === undefined ? present : offer(present, request, changes)
    })
    keepPictures(changed, before)
    return changed
  }

  return {
    save: (wanted, place, changes = cheaperThan(wanted.request)) =>
      refuseFailing(async () => {
        const { request, frames = {}, retryOf } = wanted
        const { userId, guildId, channelId, isPrivate } = place
        const saved: Draft = {
          id: identifiers.generation(),
          version: 0,
          revision: 0,
          createdAt: clock.now(),
          userId,
          ...(guildId !== undefined && { guildId }),
          channelId,
          installation: findAccount(policy, place) ?? place.installation,
          isPrivate,
          request,
          frames: keepFrames(frames, request),
          ...(retryOf !== undefined && { retryOf }),
          ...(request.scene.kind === 'shots' && { storyboard: 'open' }),
          offers: listOffers(request, changes, providers),
        }
        const collection = await records()
        await collection.put(saved.id, saved)
        await makeRoom(collection, userId)
        keepPictures(saved)
        return saved
      }),
    find: (draftId) => refuseFailing(() => find(draftId)),
    findStoryboard: (userId, guildId) =>
      refuseFailing(async () => {
        const own = await (await records()).find({ field: 'userId', from: userId, to: userId, limit: 2 * mostOfPerson })
        const open = own.filter(
          (each) => each.storyboard === 'open' && each.guildId === guildId && each.createdAt > clock.now() - keptFor,
        )
        return open.sort((one, other) => other.createdAt - one.createdAt)[0]
      }),
    async noteBegun(draftId) {
      try {
        await update(draftId, (present) =>
          present.storyboard === 'open' ? { ...present, storyboard: 'begun' } : present,
        )
      } catch (error) {
        log.warn({ error, draftId }, 'That a storyboard began could not be noted')
      }
    },
    change: (draftId, request, changes) => refuseFailing(() => change(draftId, request, changes)),
    dismiss: (draftId) => refuseFailing(async () => (await records()).delete(draftId)),
    async quote({ userId, guildId, channelId, installation, request }, { roleIds }) {
      const expected = forecast(request)
      const board = request.scene.kind === 'shots' ? describeStoryboard(request) : {}
      const onServer = installation === 'guild' && guildId !== undefined
      try {
        if (!onServer) return { usage: await usage.usageOf({ userId }), forecast: expected, ...board }
        const asking = { userId, guildId, channelId, ...(roleIds !== undefined && { roleIds }) }
        const { limits: own } = await rules.standingOf(asking)
        return { usage: await usage.usageOf({ userId, guildId, own }), forecast: expected, ...board }
      } catch (error) {
        log.warn({ error }, 'What somebody has left could not be read for a quote')
        return { forecast: expected, ...board }
      }
    },
    async start() {
      await records()
    },
    stop: () => ending.abort(),
  }
}
