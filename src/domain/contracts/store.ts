import { z } from 'zod'
import { type Generation, generation, type State } from '../generation.ts'
import type { Quality } from '../request.ts'
import type { Archive } from './archive.ts'
import type { Cap, Spender, Sums, SumsOf } from './sums.ts'

/** A record that counts its saves. */
export interface Versioned {
  readonly version: number
}

/** The record was changed by someone else since it was read. */
export class StaleVersion extends Error {
  constructor(key: string) {
    super(`The record ${key} was changed in the meantime`)
    this.name = 'StaleVersion'
  }
}

/** The store could not be read or written. Paid work is refused while this lasts. */
export class StoreFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreFailure'
  }
}

/**
 * The record could not be read again, or the database refuses it, and it was not written: a defect of ours, which trying again
 * does not mend.
 */
export class UnfitRecord extends Error {
  constructor(key: string, problem: string, options?: ErrorOptions) {
    super(`The record ${key} cannot be written: ${problem}`, options)
    this.name = 'UnfitRecord'
  }
}

/** Another process holds the store. */
export class LeaseHeld extends Error {
  constructor(name: string) {
    super(`Another process holds the lease ${name}`)
    this.name = 'LeaseHeld'
  }
}

/** Turns a stored record into the next format. Pure; throws nothing. */
export type Migration = (stored: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>

/** What the room that owns a collection says about it. */
export interface CollectionDefinition<T extends Versioned> {
  /** Of the table: letters, digits and underscores. */
  readonly name: string
  readonly schema: z.ZodType<T>
  /** Fields of numbers or texts that `find` may ask for. Each has an index, which makes a write a little longer. */
  readonly indexed?: readonly string[]
  /**
   * Forward steps of the record's format: the first turns format 1 into 2. A record has the format after the last step. One in a
   * later format than this version knows is quarantined, whole.
   */
  readonly migrations?: readonly Migration[]
  /** How what it has of a person is found, by a key or an indexed field, to be handed out or deleted; absent where it has nothing. */
  readonly ofPerson?: { readonly key: (userId: string) => string } | { readonly field: string }
  /** For records of a server that name people: each is handed what names them, without the others. */
  readonly ofServer?: {
    /** Indexed fields with the id of a person. */
    readonly people: readonly string[]
    keyOf(record: T): string
    /** What stays of it when the data of a person whom it names is deleted: nothing where undefined. All of it unless given. */
    leave?(record: T, userId: string): T | undefined
  }
}

/** A small value of the process itself, kept in the store: how long videos usually take, say. */
export const setting = z.object({ version: z.number().int().nonnegative(), value: z.string() })
export type Setting = z.infer<typeof setting>

/** Format 1 had a prompt and possibly shots beside it. */
const gatherScene: Migration = ({ request, ...stored }) => {
  if (typeof request !== 'object' || request === null || 'scene' in request) return { ...stored, request }
  const { prompt, shots, ...rest } = request as Readonly<Record<string, unknown>>
  const scene = shots === undefined ? { kind: 'prompt', prompt } : { kind: 'shots', shots }
  return { ...stored, request: { ...rest, scene } }
}

/**
 * What is asked of generations stands in columns of their own: see `services/store/schema.ts`, which reads fields by their
 * names. A migration that renames one of those has to change it there as well.
 */
export const generationRecords: CollectionDefinition<Generation> = {
  name: 'generations',
  schema: generation,
  migrations: [gatherScene],
}

export const settings: CollectionDefinition<Setting> = { name: 'settings', schema: setting }

/** Both ends belong to it. At most `limit` records, the lowest first. */
export interface FieldRange {
  readonly field: string
  readonly from?: number | string
  readonly to?: number | string
  readonly limit: number
}

/**
 * Records of one kind, parsed on read and before they are written. Fields and words that a newer version of the bot has written
 * are kept. All methods throw StoreFailure when the store fails or does not answer in time.
 */
export interface Collection<T extends Versioned> {
  get(key: string): Promise<T | undefined>
  /** Writes a new or known record as it is, whatever stands there. Throws UnfitRecord. */
  put(key: string, record: T): Promise<void>
  /**
   * Saves `next` with the version counted up, and returns what was saved. Throws StaleVersion unless the stored record
   * still has `next.version`, and UnfitRecord.
   */
  update(key: string, next: T): Promise<T>
  delete(key: string): Promise<void>
  /**
   * Every readable record. One that cannot be parsed is quarantined and reported, and the reading goes on. Quarantined ones
   * are tried once more.
   */
  all(): Promise<T[]>
  /** Those whose indexed field lies in the range, in its order. Throws where the field is not indexed. */
  find(range: FieldRange): Promise<T[]>
  /** Deletes those, and returns how many there were. One that was written anew meanwhile, and lies outside, stays. */
  deleteRange(range: FieldRange): Promise<number>
}

export type InsertOutcome =
  | { readonly kind: 'inserted' }
  /** The interaction, or the button that can be used once, began this generation before. */
  | { readonly kind: 'taken'; readonly by: string }
  /** The first cap in the order of the list that stands in the way, and the sum as it stands without this one. */
  | { readonly kind: 'over'; readonly cap: Cap; readonly used: number }

/** Where a page ended. To be handed back as it is, with the same query. */
export type Cursor = string & { readonly brand: 'cursor' }

/** What is not named is not asked for. Forgotten ones have no owner, no words and, later, no server. Deleted ones are left out. */
export interface GenerationQuery {
  readonly owner?: string
  readonly server?: string
  readonly states?: readonly State[]
  readonly quality?: Quality
  /** When it was begun, in milliseconds since the epoch; `from` belongs to it, `to` does not. */
  readonly from?: number
  readonly to?: number
  /** All of them stand in the prompt or the shots; case and accents do not matter. */
  readonly words?: string
  /** The generation that it tries again. */
  readonly parent?: string
  readonly recipe?: string
  readonly withDeleted?: true
  /** By the time it was begun; newest first where nothing is said. */
  readonly order?: 'newest' | 'oldest'
  readonly after?: Cursor
  readonly limit: number
}

export interface GenerationPage {
  readonly items: readonly Generation[]
  /** Absent on the last page. */
  readonly next?: Cursor
}

/**
 * All generations, and what is asked of them. The database keeps facts, sums and words within the write itself. Quarantined ones
 * count in sums and unique keys with what is known of them, and are not returned.
 */
export interface GenerationCollection extends Omit<Collection<Generation>, 'all' | 'find' | 'deleteRange'> {
  /** Those with something left to do: not final, or not delivered. The oldest first. Quarantined ones are tried once more. */
  open(): Promise<Generation[]>
  /**
   * Saves a new generation, unless its interaction or its one-shot button was used, or a cap stands in the way; `others` with it or
   * not at all, and the caps say what all need. In one step, so that nobody slips in between. Throws UnfitRecord.
   */
  insert(generation: Generation, caps: readonly Cap[], others?: readonly Generation[]): Promise<InsertOutcome>
  find(query: GenerationQuery): Promise<GenerationPage>
  sums(of: SumsOf): Promise<Sums>
  /** Who spent what on the account of a server in the month that began then, the most first, without the first `skip`. */
  spenders(of: {
    readonly guildId: string
    readonly from: number
    readonly skip: number
    readonly limit: number
  }): Promise<Spender[]>
  /** When the person began each after `since`, in milliseconds since the epoch, the soonest first. */
  attemptsSince(owner: string, since: number): Promise<number[]>
  /** The id of the generation that the interaction began. */
  findByInteraction(interactionId: string): Promise<string | undefined>
  /**
   * The id of the generation that used this claim up. One that ended without a video and without a cost gives it free again.
   */
  findByClaim(claim: string): Promise<string | undefined>
  /** Those of the kept files that a generation which is not closed needs. */
  listReferenced(hashes: readonly string[]): Promise<ReadonlySet<string>>
  /** Those that any generation has, also one that is closed; what was deleted, or forgotten, has none. */
  listHeld(hashes: readonly string[]): Promise<ReadonlySet<string>>
}

export interface Lease {
  /** Counts the holders; a later holder has a higher number. */
  readonly fencing: number
  /** False from the moment the lease may have passed to another process. */
  isHeld(): boolean
  /** Calls the listener once when it shows that another process has taken the lease. */
  onLost(listener: () => void): void
  release(): Promise<void>
}

/** Gathers the writes of a transaction. What it was given counts as saved only when the transaction has ended well. */
export interface Transaction {
  put<T extends Versioned>(collection: CollectionDefinition<T>, key: string, record: T): void
  /** As `Collection.update`: the transaction fails with StaleVersion where the stored record has another version. */
  update<T extends Versioned>(collection: CollectionDefinition<T>, key: string, next: T): void
  delete(collection: { readonly name: string }, key: string): void
}

/** Adds its writes to those of somebody else, for one commit. */
export type Alongside = (transaction: Transaction) => void

export interface Store {
  readonly generations: GenerationCollection
  readonly settings: Collection<Setting>
  /** Makes the table where it is new. The same definition gives the same records. */
  collection<T extends Versioned>(definition: CollectionDefinition<T>): Promise<Collection<T>>
  /**
   * Saves several records at once: all or none, in one commit, under the leases. The work gathers writes; nothing of it is saved
   * when it throws. Other writes to the same keys wait meanwhile. Throws StaleVersion, UnfitRecord and StoreFailure.
   */
  transaction(work: (transaction: Transaction) => void): Promise<void>
  readonly archive: Archive
  /** Takes the lease and keeps it with a heartbeat. Throws LeaseHeld while another process holds it. */
  lease(name: string, milliseconds: number): Promise<Lease>
  close(): Promise<void>
}
