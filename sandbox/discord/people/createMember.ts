import type { FileStore } from '../cdn/createFileStore.ts'
import type { CommandRegistry } from '../commands/createCommandRegistry.ts'
import { permissions, usualMemberPermissions } from '../flags.ts'
import type { Gateway } from '../gateway/createGateway.ts'
import { intents } from '../gateway/createGateway.ts'
import type { InteractionRecord, Interactions, NewInteraction } from '../interactions/createInteractions.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { MessageStore } from '../messages/createMessageStore.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import type { ChannelRecord, UserRecord, World } from '../world/world.ts'
import { describeInteraction } from './describeInteraction.ts'
import { fillOptions, findSubcommand } from './fillOptions.ts'
import { assertOffered, findOwners } from './findOwners.ts'
import { type ComponentTarget, findPressed } from './findPressed.ts'
import { ClientRefusal, type OptionValues } from './optionValue.ts'
import { createSentInteraction, type SentInteraction } from './sentInteraction.ts'

/** A person in a channel. */
export interface Member {
  readonly userId: string
  readonly channelId: string
  /**
   * Types a slash command: `run('kling video', { prompt: 'a cat' })`. The client's own checks throw a ClientRefusal;
   * `raw` leaves them out, as an outdated or forged client would.
   */
  run(name: string, values?: OptionValues, how?: { raw?: boolean }): Promise<SentInteraction>
  /** Presses a button, by its custom id or label. */
  click(message: SandboxMessage, target: ComponentTarget): Promise<SentInteraction>
  /** Chooses from a select. */
  choose(message: SandboxMessage, target: ComponentTarget, values: readonly string[]): Promise<SentInteraction>
  /** Writes an ordinary message. */
  say(content: string): Promise<SandboxMessage>
  /** Deletes a message, as a moderator does. */
  remove(message: SandboxMessage): void
  /** The messages that this person sees here now, oldest first. */
  sees(): SandboxMessage[]
}

export interface MemberDependencies {
  readonly world: World
  readonly messages: MessageStore
  readonly interactions: Interactions
  readonly commands: CommandRegistry
  readonly files: FileStore
  readonly gateway: Pick<Gateway, 'dispatch'>
}

export function createMember(
  user: UserRecord,
  channel: ChannelRecord,
  memberPermissions: bigint = usualMemberPermissions,
  dependencies: MemberDependencies,
): Member {
  const { world, messages, interactions, commands, files, gateway } = dependencies
  const guildId = channel.guild?.id
  const uploadLimit = Math.max(user.uploadLimit, channel.guild?.boostUploadLimit ?? 0)

  function start(details: Pick<NewInteraction, 'type' | 'owners' | 'source'>): InteractionRecord {
    const mayUseExternalApps = (memberPermissions & permissions.useExternalApps) !== 0n
    const forcesEphemeral = channel.guild !== undefined && !('0' in details.owners) && !mayUseExternalApps
    return interactions.start({ ...details, user, channel, uploadLimit, forcesEphemeral })
  }

  function send(record: InteractionRecord, details: { data: JsonObject; message?: JsonObject }): SentInteraction {
    const event = describeInteraction(record, world, { memberPermissions, ...details })
    const dispatch = () => gateway.dispatch('INTERACTION_CREATE', event, { guildId, intents: intents.none })
    dispatch()
    return createSentInteraction(record, event, dispatch)
  }

  const isVisible = (message: SandboxMessage): boolean =>
    message.channelId === channel.id &&
    !message.isDeleted &&
    (message.ephemeralFor === undefined || message.ephemeralFor === user.id)

  function assertUsable(message: SandboxMessage): void {
    if (!isVisible(message)) throw new ClientRefusal('The person does not see this message')
    if (channel.isDeleted) throw new ClientRefusal('The channel is gone')
  }

  async function use(message: SandboxMessage, target: ComponentTarget, values?: readonly string[]) {
    assertUsable(message)
    const component = findPressed(message, target, values)
    const source = messages.find(message.channelId, message.id)
    if (source === undefined) throw new ClientRefusal('The message is gone')
    const owners = source.interaction?.owners ?? findOwners(undefined, channel, user)
    const record = start({ type: interactionTypes.component, owners, source })
    const data = {
      id: component.id,
      custom_id: component.custom_id,
      component_type: component.type,
      ...(values === undefined ? {} : { values }),
    }
    return send(record, { data, message: describeMessage(source, world) })
  }

  return {
    userId: user.id,
    channelId: channel.id,
    async run(name, values = {}, { raw = false } = {}) {
      const [root = '', ...names] = name.split(' ')
      const command = commands.find(root, 1, guildId)
      if (command === undefined && !raw) throw new ClientRefusal(`There is no command ${root}`)
      const owners = findOwners(command, channel, user)
      if (!raw && isObject(command)) assertOffered(command, channel, owners, memberPermissions)
      const path = findSubcommand(command, names, raw)
      const filled = await fillOptions(path.options, values, { world, files, uploadLimit, isRaw: raw })
      const data = {
        id: command?.id ?? world.application.id,
        name: root,
        type: 1,
        ...(command?.guild_id === undefined ? {} : { guild_id: command.guild_id }),
        options: path.wrap(filled.options),
        ...(Object.keys(filled.resolved).length === 0 ? {} : { resolved: filled.resolved }),
      }
      return send(start({ type: interactionTypes.command, owners }), { data })
    },
    click: (message, target) => use(message, target),
    choose: (message, target, values) => use(message, target, values),
    say(content) {
      const attachments = { errors: [], retained: [], fileNames: [] }
      return messages.create({
        body: { content },
        uploads: [],
        attachments,
        route: 'person',
        channel,
        authorId: user.id,
        pings: [],
      })
    },
    remove(message) {
      const record = messages.find(message.channelId, message.id)
      if (record === undefined || !isVisible(message)) throw new ClientRefusal('The person does not see this message')
      messages.delete(record)
    },
    sees: () => (channel.isDeleted ? [] : messages.all.filter(isVisible)),
  }
}
