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
  /** When each attempt began, by person. */
  const persons = new Map<string, Map<string, number>>()
  const userIds = new Map<string, string>()
  let tidiedAt = Number.NEGATIVE_INFINITY

  function forget(id: string): void {
    const userId = userIds.get(id)
    if (userId === undefined) return
    userIds.delete(id)
    const own = persons.get(userId)
    own?.delete(id)
    if (own?.size === 0) persons.delete(userId)
  }

  function tidy(own: Map<string, number>): void {
    const now = clock.now()
    for (const [id, at] of own) {
      if (at > now) own.set(id, now)
      else if (now - at >= span) forget(id)
    }
  }

  /** Now and then, for those who do not come back. */
  function tidyAll(): void {
    if (Math.abs(clock.now() - tidiedAt) < span) return
    tidiedAt = clock.now()
    for (const own of [...persons.values()]) tidy(own)
  }

  return {
    add(generationId, userId, at) {
      tidyAll()
      userIds.set(generationId, userId)
      persons.set(userId, (persons.get(userId) ?? new Map<string, number>()).set(generationId, at))
    },
    forget,
    findEnds(userId) {
      const own = persons.get(userId)
      if (own === undefined) return []
      tidy(own)
      return [...own.values()].map((at) => at + span).sort((one, other) => one - other)
    },
  }
}
