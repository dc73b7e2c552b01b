import type { Moment } from '../../../sandbox/bot/orders.ts'
import type { SandboxMessage } from '../../../sandbox/discord/messages/messageRecord.ts'
import type { Member } from '../../../sandbox/discord/people/member.ts'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import type { OptionValues } from '../../../sandbox/discord/people/values.ts'
import type { User } from '../../../sandbox/discord/world/createWorldEditor.ts'
import type { Job } from '../../../sandbox/kling/job.ts'
import type { Generation, ProviderId } from '../../../src/domain/generation.ts'
import type { World } from './openWorld.ts'

/** One person, and what becomes of their one video. */
export interface Subject {
  readonly world: World
  readonly scenario: Scenario
  readonly prompt: string
  readonly user: User
  readonly member: Member
  /** The command that began the generation. */
  readonly sent: SentInteraction | undefined
  /** The generation as it was last written. */
  readonly latest: Generation | undefined
  /** How many writes the bot has told of. */
  readonly reports: number
  /** The job that the provider took. */
  readonly job: Job | undefined
}

/** Something that a person or a provider does in the middle. */
export interface Move {
  /** In a pause after this write to the generation, or as soon as the condition holds. */
  readonly at: string | ((subject: Subject) => boolean)
  /** How the pause is prolonged. */
  readonly when?: (subject: Subject) => boolean
  readonly act: (subject: Subject) => Promise<void> | void
}

/** One way that the life of a generation can go. */
export interface Scenario {
  readonly name: string
  readonly provider: ProviderId
  /** Every write to the generation, in order, when nothing is killed; after the prelude, if there is one. */
  readonly path: readonly string[]
  readonly values?: OptionValues
  /** Whether the provider keeps it waiting, or renders it, until a move ends that; else it is done at once. */
  readonly staysQueued?: boolean
  readonly staysRendering?: boolean
  /** Before the command is typed. */
  readonly arrange?: (subject: Subject) => void
  /** When it was typed, and the bot does not know yet. */
  readonly onSent?: (subject: Subject) => void
  readonly moves?: readonly Move[]
  /** Where an earlier process was killed already. */
  readonly prelude?: { readonly name: string; readonly moment: Moment }
  /** Variables of the processes after the prelude. */
  readonly variables?: Readonly<Record<string, string>>
  /** What is written is that of the second try. */
  readonly isRetry?: boolean
  /** Whether it takes more than a day. */
  readonly isLong?: boolean
}

/** The message that shows the generation. */
export function findStatusOf({ sent }: Pick<Subject, 'sent'>): SandboxMessage {
  if (sent?.message === undefined) throw new Error('There is no status message')
  return sent.message
}
