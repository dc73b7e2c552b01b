import type { MicroDollars } from '../money.ts'
import type { ArrivedOrigin } from '../origin.ts'
import type { Budget, ServerLimits } from '../policy.ts'
import type { Quality } from '../request.ts'
import type { AuditEntry, Block, Change, ServerSettings, WantedChange } from '../server.ts'
import type { UserErrorReason } from '../userError.ts'
import type { Alongside } from './store.ts'
import type { Spender } from './sums.ts'

/** Somebody who uses `/kling-admin`, as Discord let them. */
export interface Admin {
  readonly userId: string
  readonly guildId: string
  /** False for whom the server's own rules for commands let in without the permission. */
  readonly mayManageServer: boolean
  /** In which the server reads. */
  readonly guildLocale?: string
}

/** Whose a message of `/kling-admin` is, and in which server. */
interface AdminPanel {
  readonly userId: string
  readonly guildId: string
  /** Whether its owner may use it without the permission to manage the server, since Discord let them open it just now. */
  readonly isTrusted: boolean
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Counted from 0. */
  readonly page: number
  readonly hasMore: boolean
}

/** Who spent what in a server this month, the most first. */
export interface SpendingPage extends Page<Spender> {
  /** Everybody's there. */
  readonly spent: MicroDollars
  readonly budget: Budget
  /** Milliseconds since the epoch. */
  readonly renewsAt: number
}

/** What a server says of somebody at a place. */
export interface ServerStanding {
  readonly limits: ServerLimits
  /** Why they may not make a video there. */
  readonly refusal?: UserErrorReason
}

/** Who asks a server, and where. */
type Asking = Pick<ArrivedOrigin, 'userId' | 'guildId' | 'channelId' | 'parentChannelId' | 'roleIds'>

/** What holds in a server for whoever asks for a video. Throws StoreFailure where that cannot be read. */
export interface ServerRules {
  /** @param quality of the video, where one is asked for */
  standingOf(asking: Asking, quality?: Quality): Promise<ServerStanding>
}

/** What those who look after a server may ask and decide. Methods throw a UserError where the answer is no. */
export interface Servers extends ServerRules {
  /** Saves that this person opened a message with components, and returns the id that those carry. */
  openPanel(admin: Admin): Promise<string>
  /** Undefined where it is not known, or no longer. */
  findPanel(id: string): Promise<AdminPanel | undefined>
  spendingOf(guildId: string, page: number): Promise<SpendingPage>
  settingsOf(guildId: string): Promise<ServerSettings>
  /** Which qualities a new video may have there; an empty list leaves it open, and so do direct messages. */
  qualitiesIn(guildId: string | undefined): Promise<readonly Quality[]>
  /** Holds from the next command on. Every change is kept in the log, and posted where the server wants that. */
  change(admin: Admin, wanted: WantedChange): Promise<ServerSettings>
  /** From now on. @param wanted `length` in milliseconds; for good where there is none */
  block(
    admin: Admin,
    wanted: Pick<Block, 'userId' | 'reason'> & { readonly length?: number | undefined },
  ): Promise<Block>
  /** False where they were not blocked. */
  unblock(admin: Admin, userId: string): Promise<boolean>
  blocksOf(guildId: string, page: number): Promise<Page<Block>>
  /** Keeps in the log what was changed elsewhere. */
  note(admin: Admin, change: Change): Promise<void>
  /** The same in one commit with the change: `save` is given what to write beside it. */
  noteWith<T>(admin: Admin, change: Change, save: (alongside: Alongside) => Promise<T>): Promise<T>
  logOf(guildId: string, page: number): Promise<Page<AuditEntry>>
}
