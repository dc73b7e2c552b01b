import type { Choice, InteractionOutcome, InteractionRecord } from '../interactions/createInteractions.ts'
import type { JsonObject } from '../json.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'

/** A command, click or form as the person who sent it sees it. */
export interface SentInteraction {
  readonly id: string
  readonly token: string
  readonly createdAt: number
  /** Settles when the bot has answered in time, or after three seconds. */
  readonly outcome: Promise<InteractionOutcome>
  /** Milliseconds until the answer, once there is one. */
  readonly acknowledgedAfter: number | undefined
  /** The type of the answer, once there is one. */
  readonly acknowledgedAs: number | undefined
  /** The answer; after a deferred or immediate update, the message of the component. */
  readonly message: SandboxMessage | undefined
  readonly followUps: readonly SandboxMessage[]
  /** The modal that was opened, with ids filled in. */
  readonly modal: JsonObject | undefined
  /** The suggestions for an option that completes itself, once they are there. */
  readonly choices: readonly Choice[] | undefined
  /** The event as it went over the gateway. */
  readonly event: JsonObject
  /** Sends the same event again, as Discord may. */
  redeliver(): void
}

export function createSentInteraction(record: InteractionRecord, event: JsonObject, send: () => void): SentInteraction {
  return {
    id: record.id,
    token: record.token,
    createdAt: record.createdAt,
    outcome: record.outcome,
    get acknowledgedAfter() {
      return record.acknowledgedAt === undefined ? undefined : record.acknowledgedAt - record.createdAt
    },
    get acknowledgedAs() {
      return record.acknowledgedAs
    },
    get message() {
      return record.original
    },
    followUps: record.followUps,
    get modal() {
      return record.modal
    },
    get choices() {
      return record.choices
    },
    event,
    redeliver: send,
  }
}
