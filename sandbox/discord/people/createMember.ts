import { permissions, usualMemberPermissions } from '../flags.ts'
import type { JsonObject } from '../json.ts'
import type { SandboxMessage } from '../messages/messageRecord.ts'
import type { ChannelRecord, UserRecord } from '../world/world.ts'
import { completeOption } from './completeOption.ts'
import { createPresence, type MemberDependencies } from './createPresence.ts'
import type { ComponentTarget } from './findPressed.ts'
import { listOffered } from './offeredCommands.ts'
import { ClientRefusal, type FieldValues, type OptionValues } from './optionValue.ts'
import { runCommand } from './runCommand.ts'
import { runOnMessage } from './runOnMessage.ts'
import type { SentInteraction } from './sentInteraction.ts'
import { submitModal } from './submitModal.ts'
import { useComponent } from './useComponent.ts'

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
