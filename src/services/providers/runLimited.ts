/** Runs every item, at most `limit` of them at the same time. */
export async function runLimited<T>(
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  // All workers draw from one iterator, so each item is run once.
  const waiting = items.values()
  const work = async (): Promise<void> => {
    for (const item of waiting) await run(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
}
