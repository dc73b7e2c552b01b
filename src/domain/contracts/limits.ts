import type { Generation } from '../generation.ts'
import type { MicroDollars } from '../money.ts'
import type { Budget } from '../policy.ts'

/**
 * The caps: generations and money per person, server and month. Budgets are sums over generations, kept in memory and
 * rebuilt at boot by observing every record.
 */
export interface Limits {
  /**
   * Checks every cap and counts the generation in, in one step, so that two commands at once cannot both
   * pass. From then on it is an attempt, whatever becomes of it. Throws a UserError.
   */
  reserve(generation: Generation): Promise<void>
  /** Takes a record, new or changed, into the books. The same record twice changes nothing. */
  observe(generation: Generation): void
  /** Takes a generation out of the books that was never saved. */
  forget(generationId: string): void
}

/** Generations against their cap. */
export interface CountUsage {
  readonly used: number
  readonly limit: number
}

/** Money against its budget. */
export interface MoneyUsage {
  readonly used: MicroDollars
  /** The part of it that is set aside for generations on their way. */
  readonly reserved: MicroDollars
  /** The part of it that the provider may or may not have charged. */
  readonly unknown: MicroDollars
  readonly budget: Budget
}

/** What a person may know of the books. */
export interface Usage {
  /** The person's own allowance of today. */
  readonly person: {
    readonly today: CountUsage
    /** Everything that was asked for today, however it ended. */
    readonly attempts: CountUsage
    readonly money: MoneyUsage
    /** Of whatever day. */
    readonly open: CountUsage
    /** Milliseconds since the epoch. */
    readonly renewsAt: number
  }
  /** What everybody in the server spent this month; only where it was asked for. */
  readonly server?: {
    readonly money: MoneyUsage
    readonly renewsAt: number
  }
}

/** Looking into the books changes nothing. */
export interface UsageBook {
  /** `guildId` only where the person may see what the server spent. */
  usageOf(asker: { readonly userId: string; readonly guildId?: string }): Promise<Usage>
}
