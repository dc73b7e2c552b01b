import type { Generation } from '../generation.ts'
import type { MicroDollars } from '../money.ts'
import type { Budget, Remaining, ServerLimits } from '../policy.ts'

/** What became of a new generation that its caps allow. */
export type Reservation =
  | { readonly kind: 'reserved' }
  /** The same interaction, or the same one-shot button, began this one before: nothing was saved. */
  | { readonly kind: 'taken'; readonly by: string }

/** The caps: generations and money per person, server and month. Budgets are sums over generations, kept by the store. */
export interface Limits {
  /**
   * Checks every cap and saves the new generation, in one step, so that two commands at once cannot both pass. From then on it is
   * an attempt, whatever becomes of it. `freed`: so many of the person's open ones leave their place. `own`: what the server itself
   * allows, which counts on its account alone. `others`: saved with it or not at all, and counted together. Throws a UserError where a cap stands in the way, StoreFailure, or UnfitRecord.
   */
  reserve(
    generation: Generation,
    freed?: number,
    own?: ServerLimits,
    others?: readonly Generation[],
  ): Promise<Reservation>
  /** Throws what `reserve` would throw for a cap just now, for so many at once, and saves nothing. */
  check(generation: Generation, freed?: number, own?: ServerLimits, count?: number): Promise<void>
}

/** Generations against their cap. */
interface CountUsage {
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
  /** Videos with the usual settings, at this place; absent where nobody offers those. */
  readonly remaining?: Remaining
  /** The person's own allowance of today. */
  readonly person: {
    readonly today: CountUsage
    /** Everything that was asked for today, however it ended. */
    readonly attempts: CountUsage
    readonly money: MoneyUsage
    /** What they used in this server today, where it has a limit of its own for that. */
    readonly member?: MoneyUsage
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

/** Asking changes nothing. */
export interface UsageBook {
  /**
   * `guildId` where the person is on that server's account, with what it allows them; what it spent is told only where they may
   * see it.
   */
  usageOf(asker: {
    readonly userId: string
    readonly guildId?: string
    readonly own?: ServerLimits
    readonly seesServer?: boolean
  }): Promise<Usage>
}
