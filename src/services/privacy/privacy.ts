import { type Clock, dayAfter, hours, startOfDay } from '../../domain/clock.ts'
import type { Media, MediaReferences } from '../../domain/contracts/media.ts'
import type { DataExport, DeletionOutcome, KeptFor, Privacy } from '../../domain/contracts/privacy.ts'
import type { Collection, CollectionDefinition, Cursor, Store, Versioned } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'
import { refuseStoreFailure } from '../../domain/userError.ts'
import type { Log } from '../../log.ts'
import { listFiles } from './neededFiles.ts'

interface PrivacyDependencies {
  readonly store: Pick<Store, 'collection' | 'archive'> & {
    readonly generations: Pick<Store['generations'], 'find'>
  }
  /** Every collection that has something about people, beside the generations. */
  readonly collections: readonly CollectionDefinition<Versioned>[]
  readonly media: Pick<Media, 'delete'>
  /** What anybody else has stays. */
  readonly files: MediaReferences
  readonly keptFor: KeptFor
  /** Saves that `deleteRest` is to be called with this subject at that time. */
  readonly plan: (subject: string, at: number) => Promise<void>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
}

interface PrivacyService extends Privacy {
  /** Goes on with a deletion, as a scheduled task. */
  deleteRest(subject: string): Promise<{ readonly kind: 'done' } | { readonly kind: 'again'; readonly at: number }>
}

/** So many at once, so that nobody who types a command meanwhile waits for it. */
const mostAtOnce = 100
const ownAtMost = 1_000
/** Below what Discord takes everywhere. */
const mostExported = 8 * 1024 * 1024
/** How often what is still being made is looked at. */
const restPause = hours(1)

const toSubject = (userId: string, askedAt: number) => `${userId}.${askedAt}`

function readSubject(subject: string): { readonly userId: string; readonly askedAt: number } {
  const [userId = '', askedAt] = subject.split('.')
  return { userId, askedAt: Number(askedAt) }
}

export function createPrivacy(dependencies: PrivacyDependencies): PrivacyService {
  const { store, collections, media, files, keptFor, plan, clock, log } = dependencies

  /** With their keys, so that they can be deleted. */
  async function findOwn(
    { ofPerson }: CollectionDefinition<Versioned>,
    collection: Collection<Versioned>,
    userId: string,
  ): Promise<(readonly [string, Versioned])[]> {
    if (ofPerson === undefined) return []
    if ('key' in ofPerson) {
      const key = ofPerson.key(userId)
      const record = await collection.get(key)
      return record === undefined ? [] : [[key, record]]
    }
    const found = await collection.find({ field: ofPerson.field, from: userId, to: userId, limit: ownAtMost })
    return found.map((record) => [String((record as Versioned & { id?: string }).id), record])
  }

  async function listVideos(
    userId: string,
    mostBytes: number,
  ): Promise<Pick<DataExport, 'isComplete'> & { readonly texts: string[] }> {
    const texts: string[] = []
    let size = 0
    let after: Cursor | undefined
    do {
      const page = await store.generations.find({
        owner: userId,
        withDeleted: true,
        limit: mostAtOnce,
        ...(after && { after }),
      })
      for (const generation of page.items) {
        const text = JSON.stringify(withoutSecrets(generation))
        size += Buffer.byteLength(text)
        if (size > mostBytes) return { texts, isComplete: false }
        texts.push(text)
      }
      after = page.next
    } while (after !== undefined)
    return { texts, isComplete: true }
  }

  async function deleteFiles(hashes: readonly string[]): Promise<void> {
    const needed = await files.listReferenced(hashes)
    for (const hash of hashes) if (!needed.has(hash)) await media.delete(hash)
  }

  /** All that was begun before this moment and is finished, but nothing of today. */
  async function deleteVideos(userId: string, before: number): Promise<void> {
    const until = Math.min(before, startOfDay(clock.now()))
    const hashes = new Set<string>()
    let forgotten: readonly Generation[]
    do {
      forgotten = await store.archive.forgetPerson(userId, until, mostAtOnce)
      for (const hash of forgotten.flatMap(listFiles)) hashes.add(hash)
    } while (forgotten.length > 0)
    await deleteFiles([...hashes])
  }

  async function hasRest(userId: string, before: number): Promise<boolean> {
    return (await store.generations.find({ owner: userId, to: before, withDeleted: true, limit: 1 })).items.length > 0
  }

  /** What a server has that names the person, each once. */
  async function findNamed(
    { ofServer }: CollectionDefinition<Versioned>,
    collection: Collection<Versioned>,
    userId: string,
  ): Promise<ReadonlyMap<string, Versioned>> {
    const found = new Map<string, Versioned>()
    if (ofServer === undefined) return found
    for (const field of ofServer.people) {
      for (const record of await collection.find({ field, from: userId, to: userId, limit: ownAtMost })) {
        found.set(ofServer.keyOf(record), record)
      }
    }
    return found
  }

  async function leaveNamed(
    definition: CollectionDefinition<Versioned>,
    collection: Collection<Versioned>,
    userId: string,
  ): Promise<void> {
    const { ofServer } = definition
    if (ofServer?.leave === undefined) return
    for (const [key, record] of await findNamed(definition, collection, userId)) {
      const left = ofServer.leave(record, userId)
      if (left === undefined) await collection.delete(key)
      else if (left !== record) await collection.update(key, left)
    }
  }

  async function deleteRecords(userId: string): Promise<void> {
    for (const definition of collections) {
      const collection = await store.collection(definition)
      for (const [key] of await findOwn(definition, collection, userId)) await collection.delete(key)
      await leaveNamed(definition, collection, userId)
    }
  }

  async function deletePerson(userId: string): Promise<DeletionOutcome> {
    const askedAt = clock.now()
    const restAt = dayAfter(startOfDay(askedAt))
    // Before anything goes, so that what is left after a crash goes all the same.
    if (await hasRest(userId, askedAt + 1)) await plan(toSubject(userId, askedAt), restAt)
    await deleteRecords(userId)
    await deleteVideos(userId, askedAt + 1)
    log.info('A person had their data deleted')
    return (await hasRest(userId, askedAt + 1)) ? { restAt } : {}
  }

  return {
    keptFor,
    export: (userId, mostBytes = mostExported) =>
      refuseStoreFailure(async () => {
        const { texts, isComplete } = await listVideos(userId, mostBytes)
        const others: string[] = []
        let count = 0
        for (const definition of collections) {
          const collection = await store.collection(definition)
          const own = (await findOwn(definition, collection, userId)).map(([, record]) => record)
          const named = [...(await findNamed(definition, collection, userId)).values()]
          const records = [...own, ...named.map((record) => withoutOthers(record, definition, userId))]
          count += records.length
          others.push(`${JSON.stringify(definition.name)}: ${JSON.stringify(records, undefined, 2)}`)
        }
        const parts = [`"person": ${JSON.stringify(userId)}`, `"videos": [\n${texts.join(',\n')}\n]`, ...others]
        return { text: `{\n${parts.join(',\n')}\n}\n`, videos: texts.length, records: count, isComplete }
      }),
    delete: (userId) => refuseStoreFailure(() => deletePerson(userId)),
    async deleteRest(subject) {
      const { userId, askedAt } = readSubject(subject)
      await deleteVideos(userId, askedAt + 1)
      return (await hasRest(userId, askedAt + 1)) ? { kind: 'again', at: clock.now() + restPause } : { kind: 'done' }
    },
  }
}

/** Whoever has the token, or the id, may speak in the bot's name or press a button. Which moderator deleted it is theirs. */
function withoutSecrets(generation: Generation): object {
  const { id, variants, claim, operation, deletedBy, origin, ...kept } = generation
  const { token, ...place } = origin
  return { ...kept, origin: place }
}

/** Ids of records may have that of a person in them. */
const idFields: readonly string[] = ['id', 'order']

function withoutOthers(record: object, { ofServer }: CollectionDefinition<Versioned>, userId: string): object {
  const clean = (part: object, path: string): object =>
    Object.fromEntries(
      Object.entries(part).flatMap(([name, value]) => {
        const field = `${path}${name}`
        if (idFields.includes(field) || (ofServer?.people.includes(field) === true && value !== userId)) return []
        return [[name, isPlain(value) ? clean(value, `${field}.`) : value]]
      }),
    )
  return clean(record, '')
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
