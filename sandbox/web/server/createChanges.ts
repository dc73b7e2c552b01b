import type { Change } from '../protocol.ts'

/** Passes on what happens to whoever listens. */
export interface Changes {
  tell(change: Change): void
  /** The returned function ends the listening. */
  listen(listener: (change: Change) => void): () => void
  readonly listeners: number
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>()
  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    get listeners() {
      return listeners.size
    },
  }
}
