import type { Clock } from '../domain/clock.ts'
import { isDoneWithin } from '../lib/timeout.ts'
import type { Log } from '../log.ts'

export interface Closers {
  /** What has to be undone at the end, the last first; with how long that may take where the rest must not wait for it. */
  add(close: () => Promise<void> | void, patience?: number): void
  /** Undoes everything. What fails or takes too long is reported, and the rest goes on. */
  closeAll(): Promise<void>
}

interface Closer {
  readonly close: () => Promise<void> | void
  readonly patience: number | undefined
}

/** The parts of the bot that have to be closed, in the order in which they were opened. */
export function createClosers({ clock, log }: { readonly clock: Clock; readonly log: Log }): Closers {
  const closers: Closer[] = []

  async function close(closer: Closer): Promise<void> {
    try {
      await closer.close()
    } catch (error) {
      log.error({ error }, 'A part of the bot could not be stopped properly')
    }
  }

  return {
    add: (close, patience) => void closers.push({ close, patience }),

    async closeAll() {
      for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
        const { patience } = closer
        if (patience === undefined) await close(closer)
        else await isDoneWithin(clock, close(closer), patience)
      }
    },
  }
}
