import type { FileStore } from '../cdn/createFileStore.ts'
import type { CommandRegistry } from '../commands/createCommandRegistry.ts'
import { permissions } from '../flags.ts'
import type { Gateway } from '../gateway/createGateway.ts'
import { intents } from '../gateway/createGateway.ts'
import type { InteractionRecord, Interactions, NewInteraction } from '../interactions/createInteractions.ts'
import type { JsonObject } from '../json.ts'
import type { MessageStore } from '../messages/createMessageStore.ts'
import type { MessageRecord, SandboxMessage } from '../messages/messageRecord.ts'
import type { ChannelRecord, UserRecord, World } from '../world/world.ts'
import { describeInteraction } from './describeInteraction.ts'
import { ClientRefusal } from './optionValue.ts'
import { createSentInteraction, type SentInteraction } from './sentInteraction.ts'

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
