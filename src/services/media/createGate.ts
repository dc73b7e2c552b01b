export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** Lets at most `limit` pieces of work run at once; the others wait in order. */
export function createGate(limit: number): Gate {
  const waiting: (() => void)[] = []
  let free = limit
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((enter) => waiting.push(enter))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
