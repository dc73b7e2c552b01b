/** Runs what it is given, at most so many at the same time, in the order of asking. */
export type Slots = <T>(run: () => Promise<T>) => Promise<T>

export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = []
  let free = count

  async function take(): Promise<void> {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function giveBack(): void {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }

  return async (run) => {
    await take()
    try {
      return await run()
    } finally {
      giveBack()
    }
  }
}
