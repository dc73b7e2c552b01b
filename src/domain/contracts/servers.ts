import type { MicroDollars } from '../money.ts'
import type { Budget } from '../policy.ts'
import type { Spender } from './store.ts'

/** Somebody who uses `/kling-admin`, as Discord let them. */
export interface Admin {
  readonly userId: string
  readonly guildId: string
  /** False for whom the server's own rules for commands let in without the permission. */
  readonly mayManageServer: boolean
}

/** Whose a message of `/kling-admin` is, and in which server. */
interface AdminPanel {
  readonly userId: string
  readonly guildId: string
  /** Whether its owner may use it without the permission to manage the server, since Discord let them open it just now. */
  readonly isTrusted: boolean
}

/** Who spent what in a server this month. */
export interface SpendingPage {
  /** The most first. */
  readonly spenders: readonly Spender[]
  /** Counted from 0. */
  readonly page: number
  readonly hasMore: boolean
  /** Everybody's there. */
  readonly spent: MicroDollars
  readonly budget: Budget
  /** Milliseconds since the epoch. */
  readonly renewsAt: number
}

/** What those who look after a server may ask and decide. Methods throw a UserError where the answer is no. */
export interface Servers {
  /** Saves that this person opened a message with components, and returns the id that those carry. */
  openPanel(admin: Admin): Promise<string>
  /** Undefined where it is not known, or no longer. */
  findPanel(id: string): Promise<AdminPanel | undefined>
  spendingOf(guildId: string, page: number): Promise<SpendingPage>
}
