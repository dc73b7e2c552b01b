/** Work on one key, strictly one after another; different keys do not wait for each other. */
export interface Queues {
  run<T>(key: string, work: () => Promise<T>): Promise<T>
  /** Resolves when nothing waits or runs. Never rejects. */
  idle(): Promise<void>
}

/**
 * SQLite's driver runs statements on a thread pool and keeps no order among them: eight writes to one key that nobody waited
 * for left a wrong last value most of the time.
 */
export function createQueues(): Queues {
  const ends = new Map<string, Promise<unknown>>()

  function run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (ends.get(key) ?? Promise.resolve()).then(work)
    const end = result
      .catch(() => undefined)
      .then(() => {
        if (ends.get(key) === end) ends.delete(key)
      })
    ends.set(key, end)
    return result
  }

  async function idle(): Promise<void> {
    while (ends.size > 0) await Promise.all(ends.values())
  }

  return { run, idle }
}
