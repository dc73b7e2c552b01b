import pLimit from 'p-limit'
import type { TimeSource } from './timers.ts'

/** Runs a task when it is its turn. A signal calls off the waiting, with its reason; a task that runs is left alone. */
export type Limiter = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Too many tasks wait already. */
export class QueueFull extends Error {
  constructor() {
    super('Too many wait already')
    this.name = 'QueueFull'
  }
}

/**
 * Runs at most `concurrency` tasks at once; the others wait in the order they came in, at most `mostWaiting` of them. Throws
 * QueueFull beyond that.
 */
export function createLimiter(concurrency: number, mostWaiting = Number.POSITIVE_INFINITY): Limiter {
  const limit = pLimit(concurrency)
  let present = 0

  return async (task, signal) => {
    signal?.throwIfAborted()
    if (present >= concurrency + mostWaiting) throw new QueueFull()
    present += 1
    return new Promise((resolve, reject) => {
      let hasLeft = false
      function leave(): void {
        hasLeft = true
        present -= 1
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      limit(async () => {
        if (hasLeft) return
        signal?.removeEventListener('abort', leave)
        try {
          resolve(await task())
        } finally {
          present -= 1
        }
      }).catch(reject)
    })
  }
}

/** Runs every item, at most `concurrency` of them at the same time. Rejects with the first failure; the others go on. */
export async function forEachLimited<T>(
  items: readonly T[],
  concurrency: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  await pLimit(concurrency).map(items, run)
}

/** Tasks of one key one after another, in the order they came in; tasks of different keys side by side. */
export interface KeyQueue {
  /** Runs the task when every earlier task of the same key has ended. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
  /** Resolves when no task waits or runs. Never rejects. */
  idle(): Promise<void>
}

export function createKeyQueue(): KeyQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, task) {
      const result = (tails.get(key) ?? Promise.resolve()).then(task)
      const tail = result
        .catch(() => undefined)
        .then(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      tails.set(key, tail)
      return result
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}

/** The items in the same order, at most `size` of them together. */
export function splitIntoChunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}

/** Hands over together what comes for one key within a while. */
interface Gatherer<Item, Result> {
  /** Resolves to what became of all that were handed over together. */
  add(key: string, item: Item): Promise<Result>
  /** Hands over at once what is gathered, and all that comes from now on. */
  hasten(): void
}

interface GathererOptions {
  readonly timers: TimeSource
  /** From the first on. */
  readonly milliseconds: number
  readonly most: number
}

export function createGatherer<Item, Result>(
  { timers, milliseconds, most }: GathererOptions,
  handOver: (items: readonly Item[]) => Promise<Result>,
): Gatherer<Item, Result> {
  const groups = new Map<string, { readonly items: Item[]; readonly result: Promise<Result>; close(): void }>()
  let isHastened = false

  function open(key: string): { readonly items: Item[]; readonly result: Promise<Result>; close(): void } {
    const items: Item[] = []
    let close = () => {}
    const result = new Promise<void>((resolve) => {
      const cancel = timers.after(milliseconds, () => close())
      close = () => {
        cancel()
        groups.delete(key)
        resolve()
      }
    }).then(() => handOver(items))
    const group = { items, result, close }
    groups.set(key, group)
    return group
  }

  return {
    add(key, item) {
      const group = groups.get(key) ?? open(key)
      group.items.push(item)
      if (isHastened || group.items.length >= most) group.close()
      return group.result
    },
    hasten() {
      isHastened = true
      for (const group of [...groups.values()]) group.close()
    },
  }
}
