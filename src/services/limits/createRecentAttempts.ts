import { type Clock, minutes } from '../../domain/clock.ts'

/** The attempts of everybody within the last minute. */
export interface RecentAttempts {
  /** Counts an attempt in that began at this time, in milliseconds since the epoch. */
  add(generationId: string, userId: string, at: number): void
  /** Takes an attempt out that never came about. */
  forget(generationId: string): void
  /** When each of the person's attempts counts no more, the soonest first. */
  findEnds(userId: string): number[]
}

const span = minutes(1)

/**
 * An attempt that seems to lie ahead was made before the clock was set back. It counts from now on, so that nobody is locked
 * out for longer than a minute, and nobody gets in sooner.
 */
export function createRecentAttempts(clock: Pick<Clock, 'now'>): RecentAttempts {
  const attempts = new Map<string, { readonly userId: string; readonly at: number }>()

  function tidy(): void {
    const now = clock.now()
    for (const [id, { userId, at }] of attempts) {
      if (at > now) attempts.set(id, { userId, at: now })
      else if (now - at >= span) attempts.delete(id)
    }
  }

  return {
    add(generationId, userId, at) {
      attempts.set(generationId, { userId, at })
      tidy()
    },
    forget(generationId) {
      attempts.delete(generationId)
    },
    findEnds(userId) {
      tidy()
      return [...attempts.values()]
        .flatMap((attempt) => (attempt.userId === userId ? [attempt.at + span] : []))
        .sort((one, other) => one - other)
    },
  }
}
