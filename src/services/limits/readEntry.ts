import { type Generation, isFinal, type Settlement } from '../../domain/generation.ts'
import type { MicroDollars } from '../../domain/money.ts'
import { startOfDay, startOfMonth } from './calendar.ts'

/** What one generation adds to the books. */
export interface Entry {
  readonly userId: string
  /** Only where the app is installed to the server: elsewhere people use their own allowance. */
  readonly guildId: string | undefined
  /** Starts of the UTC day and month in which it was reserved, in milliseconds since the epoch. */
  readonly day: number
  readonly month: number
  readonly isOpen: boolean
  /** Whether it is one of the person's generations of the day: not when it ended without a video and without a cost. */
  readonly isCounted: boolean
  /** Against the person, the server and everybody alike. */
  readonly spent: MicroDollars
  /** Whether `spent` is only set aside, or what the provider charged is not known. */
  readonly basis: 'reserved' | Settlement['basis']
}

export function readEntry(generation: Generation): Entry {
  const { origin, createdAt, reserved, settlement, state } = generation
  const spent = settlement?.spent ?? reserved
  return {
    userId: origin.userId,
    guildId: origin.installation === 'guild' ? origin.guildId : undefined,
    day: startOfDay(createdAt),
    month: startOfMonth(createdAt),
    isOpen: !isFinal(generation),
    isCounted: !isFinal(generation) || state === 'succeeded' || spent > 0,
    spent,
    basis: settlement?.basis ?? 'reserved',
  }
}
