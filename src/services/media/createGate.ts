export type Gate = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Too many wait already. */
export class GateFull extends Error {
  constructor() {
    super('Too many wait already')
    this.name = 'GateFull'
  }
}

/**
 * Lets at most `limit` pieces of work run at once; the others wait in order, at most so many of them. Throws GateFull, and
 * the reason of a signal that ends the waiting.
 */
export function createGate(limit: number, mostWaiting = Number.POSITIVE_INFINITY): Gate {
  const waiting: (() => void)[] = []
  let free = limit

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) return reject(new GateFull())
      function enter(): void {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      function leave(): void {
        waiting.splice(waiting.indexOf(enter), 1)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', leave, { once: true })
      waiting.push(enter)
    })
  }

  return async (work, signal) => {
    signal?.throwIfAborted()
    if (free > 0) free -= 1
    else await wait(signal)
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
