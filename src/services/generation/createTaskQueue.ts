export interface TaskQueue {
  /** Runs the task when every earlier task of the same key has ended. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
  /** Resolves when no task is left. */
  idle(): Promise<void>
}

/** Tasks of one key one after another, of different keys side by side. */
export function createTaskQueue(): TaskQueue {
  const tails = new Map<string, Promise<unknown>>()
  return {
    run(key, task) {
      const turn = (tails.get(key) ?? Promise.resolve()).then(task)
      const tail = turn.then(
        () => {},
        () => {},
      )
      tails.set(key, tail)
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key)
      })
      return turn
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
