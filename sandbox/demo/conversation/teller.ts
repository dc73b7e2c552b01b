import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { Line } from '../terminal/span.ts'

/** Shows a conversation while it happens. */
export interface Teller {
  /** Columns there are for lines. */
  readonly width: number
  /** What stands outside the conversation, or was said by a person. */
  tell(lines: readonly Line[]): void
  /** The command went off: the time counts from here. */
  begin(): void
  /** A message of the bot appeared or was changed. */
  show(message: SandboxMessage): void
  /** Nothing of the conversation changes any more. */
  finish(): void
  /** Leaves the terminal as it was, at any moment. */
  close(): void
}

export interface TellerDependencies {
  readonly nameOf: (userId: string) => string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Wider lines are hard to read. */
export const widest = 80
