import type { Clock } from '../../../src/domain/clock.ts'
import type { Span } from '../../kling/createAccount.ts'
import type { Undo } from './createSwitches.ts'

/** How long a render takes, which can be changed while renders run. */
export interface RenderTime {
  readonly span: Span
  /** Renders that start from now on take very long; the returned function lets those under way take their usual time. */
  slowDown(): Undo
}

const slowMilliseconds = 20 * 60 * 1_000

export function createRenderTime(options: {
  readonly usualMilliseconds: number
  readonly clock: Clock
  /** Ends a render now, if it has not ended. */
  readonly finish: (jobId: string) => Promise<unknown>
}): RenderTime {
  const { usualMilliseconds, clock, finish } = options
  const slowed = new Map<string, number>()
  let isSlow = false
  return {
    span({ id }) {
      if (!isSlow) return usualMilliseconds
      slowed.set(id, clock.now())
      return slowMilliseconds
    },
    slowDown() {
      isSlow = true
      return () => {
        isSlow = false
        for (const [id, startedAt] of slowed) {
          // Where renders end by hand only, they go on doing so.
          if (!Number.isFinite(usualMilliseconds)) continue
          clock.after(startedAt + usualMilliseconds - clock.now(), () => void finish(id))
        }
        slowed.clear()
      }
    },
  }
}
