import { LeaseHeld, type Store, StoreFailure } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { joinPrompts } from '../../src/domain/request.ts'
import { nameWrite } from './nameWrite.ts'
import type { Hold, Moment, Report, Setup, Write } from './orders.ts'
import { type StoreCall, wrapStore } from './wrapStore.ts'

export interface Gates {
  readonly setup: Pick<Setup, 'holds' | 'death'>
  readonly report: (report: Report) => void
  /** Ends the process at once. */
  readonly die: () => Promise<never>
}

export interface GatedStore {
  decorate(store: Store): Store
  release(generationId: string): void
}

/** Tells of every write to a generation, and does to some what it is told, before or after the database has them. */
export function createGatedStore({ setup, report, die }: Gates): GatedStore {
  const known = new Map<string, Generation>()
  const counts = new Map<string, number>()
  const waiting = new Map<string, () => void>()
  let writes = 0

  function describe(id: string, after: Generation | undefined): Write {
    const before = known.get(id)
    const record = after ?? before
    const name = nameWrite(before, after)
    const nth = (counts.get(`${id} ${name}`) ?? 0) + 1
    counts.set(`${id} ${name}`, nth)
    const prompt = record === undefined ? '' : joinPrompts(record.request)
    return { generationId: id, prompt, isRetry: record?.retryOf !== undefined, name, nth }
  }

  async function pass(write: Write, moment: Moment, record: Generation | undefined): Promise<void> {
    report({ kind: 'write', moment, write, ...(record !== undefined && { record }) })
    if (setup.death?.write === writes && setup.death.moment === moment) await die()
    const hold = setup.holds.find((each) => strikes(each, write, moment))
    if (hold === undefined) return
    report({ kind: 'held', hold, write })
    if (hold.effect === 'fail') throw new StoreFailure('The store cannot be written: the disk is full')
    await new Promise<void>((resolve) => {
      if (hold.effect === 'pause') waiting.set(write.generationId, resolve)
    })
  }

  async function write<T>(id: string, after: Generation | undefined, save: () => Promise<T>): Promise<T> {
    const described = describe(id, after)
    writes += 1
    await pass(described, 'before', after)
    const saved = await save()
    if (after !== undefined) known.set(id, after)
    await pass(described, 'after', after)
    return saved
  }

  async function around<T>({ on, method, parameters }: StoreCall, run: () => Promise<T>): Promise<T> {
    if (on === 'store' && method === 'lease') return run().catch(reportHeldLease)
    if (on !== 'generations') return run()
    const [first, second] = parameters
    if (method === 'insert') return write((first as Generation).id, first as Generation, run)
    if (method === 'put' || method === 'update') return write(String(first), second as Generation, run)
    if (method === 'delete') return write(String(first), undefined, run)
    const result = await run()
    if (method === 'open' || method === 'all') for (const each of result as Generation[]) known.set(each.id, each)
    return result
  }

  function reportHeldLease(error: unknown): never {
    if (error instanceof LeaseHeld) report({ kind: 'leaseHeld' })
    throw error
  }

  return {
    decorate: (store) => wrapStore(store, around),
    release(generationId) {
      waiting.get(generationId)?.()
      waiting.delete(generationId)
    },
  }
}

function strikes(hold: Hold, write: Write, moment: Moment): boolean {
  const isOne = hold.prompt === write.prompt && (hold.isRetry ?? false) === write.isRetry
  return isOne && hold.name === write.name && (hold.nth ?? 1) === write.nth && hold.moment === moment
}
