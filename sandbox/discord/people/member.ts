import { commandTypes, componentTypes, permissions, usualMemberPermissions } from '../flags.ts'
import { type JsonObject, objectsIn } from '../json.ts'
import { describeMessage } from '../messages/describeMessage.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import { interactionTypes } from '../validation/checkCallback.ts'
import { walkComponents } from '../validation/checkComponents.ts'
import type { ChannelRecord, UserRecord } from '../world/world.ts'
import { completeOption, findOffered, listOffered, runCommand } from './commands.ts'
import { findOwners } from './interaction.ts'
import { submitModal } from './modals.ts'
import { createPresence, type MemberDependencies, type Presence, type SentInteraction } from './presence.ts'
import { ClientRefusal, type FieldValues, type OptionValues } from './values.ts'

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
  /** Presses a button, by its custom id or label. */
  click(message: SandboxMessage, target: ComponentTarget): Promise<SentInteraction>
  /** Chooses from a select. */
  choose(message: SandboxMessage, target: ComponentTarget, values: readonly string[]): Promise<SentInteraction>
  /** Sends the modal that the bot opened in answer to `opened`; values by custom id, presets stay where none is given. */
  submit(opened: SentInteraction, values?: FieldValues, how?: { raw?: boolean }): Promise<SentInteraction>
  /** Writes an ordinary message. */
  say(content: string): Promise<SandboxMessage>
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
    click: (message, target) => useComponent(presence, message, target),
    choose: (message, target, values) => useComponent(presence, message, target, values),
    submit: (opened, values = {}, { raw = false } = {}) => submitModal(presence, opened, values, raw),
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
  const data = {
    id: component.id,
    custom_id: component.custom_id,
    component_type: component.type,
    ...(values === undefined ? {} : { values }),
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
  const { command, owners } = findOffered(presence, name, commandTypes.message)
  const data = {
    id: command.id,
    name,
    type: commandTypes.message,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    target_id: target.id,
    resolved: { messages: { [target.id]: describeMessage(target, presence.world) } },
  }
  return presence.send(presence.start({ type: interactionTypes.command, owners, target }), { data })
}
