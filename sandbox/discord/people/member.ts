import { commandTypes, componentTypes, permissions, usualMemberPermissions } from '../flags.ts'
import type { NewInteraction } from '../interactions/createInteractions.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import { findPings } from '../messages/findPings.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import { walkComponents } from '../validation/checkComponents.ts'
import type { ChannelRecord, UserRecord } from '../world/world.ts'
import { completeOption, findOffered, listOffered, type OfferedCommand, runCommand } from './commands.ts'
import { createResolved, findOwners } from './interaction.ts'
import { submitModal } from './modals.ts'
import { createPresence, type MemberDependencies, type Presence, type SentInteraction } from './presence.ts'
import { type ChosenFile, ClientRefusal, type FieldValues, type OptionValues } from './values.ts'

/**
 * A person in a channel. What Discord's client does not let them do throws a ClientRefusal; `raw` leaves the client's checks
 * of values out, as an outdated or forged client would.
 */
export interface Member {
  readonly userId: string
  readonly channelId: string
  /** Sends a slash command: `run('kling video', { prompt: 'a cat' })`. */
  run(name: string, values?: OptionValues, how?: { raw?: boolean }): Promise<SentInteraction>
  /**
   * Types in an option that completes itself; the suggestions are in `choices` when the outcome is known. The other values
   * are as far as they were entered, and not checked.
   */
  complete(name: string, values: OptionValues, focused: string): Promise<SentInteraction>
  /** Uses a command from the context menu of a message. */
  runOnMessage(name: string, message: SandboxMessage): Promise<SentInteraction>
  /** Uses a command from the context menu of a person, or of the bot. */
  runOnUser(name: string, user: { readonly id: string }): Promise<SentInteraction>
  /** Presses a button, by its custom id or label. */
  click(message: SandboxMessage, target: ComponentTarget): Promise<SentInteraction>
  /** Chooses from a select. */
  choose(message: SandboxMessage, target: ComponentTarget, values: readonly string[]): Promise<SentInteraction>
  /** Sends the modal that the bot opened in answer to `opened`; values by custom id, presets stay where none is given. */
  submit(opened: SentInteraction, values?: FieldValues, how?: { raw?: boolean }): Promise<SentInteraction>
  /** Writes an ordinary message; a reply notifies whom it answers, unless `mentions` is false. */
  say(content: string, how?: Saying): Promise<SandboxMessage>
  /** Deletes an own message, or as a moderator anybody's; dismisses one that only this person sees. */
  remove(message: SandboxMessage): void
  /** The messages that this person sees here now, oldest first. */
  sees(): SandboxMessage[]
  /** The registered commands of all types that are offered to this person here. */
  offered(): JsonObject[]
}

export function createMember(
  user: UserRecord,
  channel: ChannelRecord,
  memberPermissions: bigint = usualMemberPermissions,
  dependencies: MemberDependencies,
): Member {
  const presence = createPresence(user, channel, memberPermissions, dependencies)
  const { messages } = dependencies
  const mayModerate = (memberPermissions & (permissions.manageMessages | permissions.administrator)) !== 0n
  return {
    userId: user.id,
    channelId: channel.id,
    run: (name, values = {}, { raw = false } = {}) => runCommand(presence, name, values, raw),
    complete: (name, values, focused) => completeOption(presence, name, values, focused),
    runOnMessage: (name, message) => runOnMessage(presence, name, message),
    runOnUser: (name, target) => runOnUser(presence, name, target.id),
    click: (message, target) => useComponent(presence, message, target),
    choose: (message, target, values) => useComponent(presence, message, target, values),
    submit: (opened, values = {}, { raw = false } = {}) => submitModal(presence, opened, values, raw),
    say: (content, how = {}) => say(presence, content, how),
    remove(message) {
      const record = presence.look(message)
      const isModerated = mayModerate && channel.guild !== undefined
      if (record.ephemeralFor !== undefined) record.isDismissed = true
      else if (record.authorId === user.id || isModerated) messages.delete(record)
      else throw new ClientRefusal('The person may not delete this message')
    },
    sees: () => (channel.isDeleted ? [] : messages.all.filter(presence.isVisible)),
    offered: () => listOffered(presence),
  }
}

export interface Saying {
  readonly replyTo?: SandboxMessage
  readonly mentions?: boolean
  readonly files?: readonly ChosenFile[]
}

async function say(presence: Presence, content: string, how: Saying): Promise<SandboxMessage> {
  const { world, channel, user, messages, memberPermissions } = presence
  const { replyTo, mentions = true, files = [] } = how
  const answered = replyTo && presence.look(replyTo)
  if (answered?.ephemeralFor !== undefined) throw new ClientRefusal('Nobody can reply to what only they see')
  const body = { content, allowed_mentions: { parse: ['users', 'roles', 'everyone'], replied_user: mentions } }
  const pings = findPings(body, content, {
    fallback: 'everything',
    mayMentionEveryone: (memberPermissions & permissions.mentionEveryone) !== 0n,
    repliedTo: answered?.authorId === user.id ? undefined : answered?.authorId,
    isKnownUser: (id) => world.users.has(id) || id === world.application.id,
  })
  const uploads = files.map(({ name, bytes, contentType = '' }, index) => {
    return { index, filename: name, contentType, bytes: Buffer.from(bytes) }
  })
  return messages.create({
    body,
    uploads,
    attachments: { errors: [], retained: [], fileNames: files.map(({ name }) => name) },
    route: 'person',
    channel,
    authorId: user.id,
    pings,
    reference: answered && { channelId: channel.id, messageId: answered.id },
  })
}

/** Presses a button, or chooses `values` from a select. */
async function useComponent(
  presence: Presence,
  message: SandboxMessage,
  target: ComponentTarget,
  values?: readonly string[],
): Promise<SentInteraction> {
  const source = presence.look(message)
  const component = findPressed(source, target, values)
  const owners = source.interaction?.owners ?? findOwners(undefined, presence.channel, presence.user)
  const resolved = createResolved(presence)
  // What a text stands for, the bot knows itself.
  if (component.type !== componentTypes.stringSelect) for (const value of values ?? []) resolved.addReference(value)
  const data = {
    id: component.id,
    custom_id: component.custom_id,
    component_type: component.type,
    ...(values === undefined ? {} : { values }),
    ...resolved.describe(),
  }
  const record = presence.start({ type: interactionTypes.component, owners, source })
  return presence.send(record, { data, message: describeMessage(source, presence.world) })
}

/** By its custom id or label. A forged client may send any custom id from any message that the person sees. */
type ComponentTarget = string | { readonly label: string } | { readonly forged: string }

/** The button or select of a message, if a person could use it. */
function findPressed(message: SandboxMessage, target: ComponentTarget, values?: readonly string[]): JsonObject {
  if (typeof target !== 'string' && 'forged' in target) {
    return { id: 1, type: componentTypes.button, custom_id: target.forged }
  }
  const placed = walkComponents(message.components).map(({ component }) => component)
  const found = placed.find((component) =>
    typeof target === 'string' ? component.custom_id === target : component.label === target.label,
  )
  if (found === undefined) throw new ClientRefusal(`The message has no ${JSON.stringify(target)}`)
  if (found.disabled === true) throw new ClientRefusal(`${JSON.stringify(target)} is disabled`)
  if (typeof found.custom_id !== 'string') throw new ClientRefusal(`${JSON.stringify(target)} is a link`)
  const isSelect = found.type !== componentTypes.button
  if (isSelect !== (values !== undefined)) throw new ClientRefusal('Buttons are clicked, selects are chosen from')
  const options = objectsIn(found.options).map(({ value }) => value)
  const stranger = values?.find((value) => found.type === componentTypes.stringSelect && !options.includes(value))
  if (stranger !== undefined) throw new ClientRefusal(`The select has no option ${stranger}`)
  return found
}

/**
 * Uses a command from a message's context menu. The bot sees the message whole, whatever its intents.
 * @see https://discord.com/developers/docs/interactions/application-commands#message-commands
 */
async function runOnMessage(presence: Presence, name: string, message: SandboxMessage): Promise<SentInteraction> {
  const target = presence.look(message)
  const offered = findOffered(presence, name, commandTypes.message)
  const resolved = { messages: { [target.id]: describeMessage(target, presence.world) } }
  return sendFromMenu(presence, offered, { target }, { target_id: target.id, resolved })
}

/**
 * Uses a command from the context menu of a person who is in the channel, or of the bot.
 * @see https://discord.com/developers/docs/interactions/application-commands#user-commands
 */
async function runOnUser(presence: Presence, name: string, targetUserId: string): Promise<SentInteraction> {
  const { world, channel, user } = presence
  const isThere =
    channel.guild === undefined
      ? targetUserId === user.id || channel.recipients.some(({ id }) => id === targetUserId)
      : channel.guild.memberIds.has(targetUserId)
  if (!isThere && targetUserId !== world.application.id) throw new ClientRefusal('The person is not there')
  const offered = findOffered(presence, name, commandTypes.user)
  const resolved = createResolved(presence)
  resolved.addReference(targetUserId)
  return sendFromMenu(presence, offered, { targetUserId }, { target_id: targetUserId, ...resolved.describe() })
}

function sendFromMenu(
  presence: Presence,
  { command, owners }: OfferedCommand,
  target: Pick<NewInteraction, 'target' | 'targetUserId'>,
  data: JsonObject,
): SentInteraction {
  const { id, name, type, guild_id } = command
  const used = { id, name, type, ...(guild_id === undefined ? {} : { guild_id }), ...data }
  return presence.send(presence.start({ type: interactionTypes.command, owners, ...target }), { data: used })
}
