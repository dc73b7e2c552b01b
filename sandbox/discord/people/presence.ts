import type { FileStore } from '../cdn/fileStore.ts'
import type { CommandRegistry } from '../commands/createCommandRegistry.ts'
import { permissions } from '../flags.ts'
import { type Gateway, intents } from '../gateway/createGateway.ts'
import type {
  Choice,
  InteractionOutcome,
  InteractionRecord,
  Interactions,
  NewInteraction,
} from '../interactions/createInteractions.ts'
import type { JsonObject } from '../json.ts'
import type { MessageStore } from '../messages/createMessageStore.ts'
import type { MessageRecord, SandboxMessage } from '../messages/messageRecord.ts'
import type { ChannelRecord, UserRecord, World } from '../world/world.ts'
import { describeInteraction } from './interaction.ts'
import { ClientRefusal } from './values.ts'

export interface MemberDependencies {
  readonly world: World
  readonly messages: MessageStore
  readonly interactions: Interactions
  readonly commands: CommandRegistry
  readonly files: FileStore
  readonly gateway: Pick<Gateway, 'dispatch'>
}

/** A person in a channel, and how what they do there gets to the bot: the base of everything they can do. */
export interface Presence extends MemberDependencies {
  readonly user: UserRecord
  readonly channel: ChannelRecord
  readonly memberPermissions: bigint
  /** Bytes per file. */
  readonly uploadLimit: number
  start(details: Omit<NewInteraction, 'user' | 'channel' | 'uploadLimit' | 'forcesEphemeral'>): InteractionRecord
  send(record: InteractionRecord, details: { data: JsonObject; message?: JsonObject | undefined }): SentInteraction
  isVisible(message: MessageRecord): boolean
  /** The message, if the person sees it; a ClientRefusal if not. */
  look(message: SandboxMessage): MessageRecord
}

export function createPresence(
  user: UserRecord,
  channel: ChannelRecord,
  memberPermissions: bigint,
  dependencies: MemberDependencies,
): Presence {
  const { world, messages, interactions, gateway } = dependencies
  const uploadLimit = Math.max(user.uploadLimit, channel.guild?.boostUploadLimit ?? 0)

  const isVisible = (message: MessageRecord): boolean =>
    message.channelId === channel.id &&
    !message.isDeleted &&
    message.isDismissed !== true &&
    (message.ephemeralFor === undefined || message.ephemeralFor === user.id)

  return {
    ...dependencies,
    user,
    channel,
    memberPermissions,
    uploadLimit,
    start(details) {
      const mayUseExternalApps = (memberPermissions & permissions.useExternalApps) !== 0n
      const forcesEphemeral = channel.guild !== undefined && !('0' in details.owners) && !mayUseExternalApps
      return interactions.start({ ...details, user, channel, uploadLimit, forcesEphemeral })
    },
    send(record, details) {
      const event = describeInteraction(record, world, { memberPermissions, ...details })
      const guildId = channel.guild?.id
      const dispatch = () => gateway.dispatch('INTERACTION_CREATE', event, { guildId, intents: intents.none })
      dispatch()
      return createSentInteraction(record, event, dispatch)
    },
    isVisible,
    look(message) {
      const record = messages.find(message.channelId, message.id)
      if (record === undefined || !isVisible(record)) throw new ClientRefusal('The person does not see this message')
      if (channel.isDeleted) throw new ClientRefusal('The channel is gone')
      return record
    },
  }
}

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

function createSentInteraction(record: InteractionRecord, event: JsonObject, send: () => void): SentInteraction {
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
