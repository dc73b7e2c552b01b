import { randomUUID } from 'node:crypto'
import { componentTypes } from '../../discord/flags.ts'
import { isObject, type JsonObject, objectsIn } from '../../discord/json.ts'
import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { Member } from '../../discord/people/member.ts'
import type { SentInteraction } from '../../discord/people/presence.ts'
import {
  type ChosenFile,
  ClientRefusal,
  type FieldValue,
  type FieldValues,
  type OptionValues,
} from '../../discord/people/values.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { Action, GivenValue, Outcome } from '../protocol.ts'
import type { BotProcess } from './botProcess.ts'
import type { Changes, SentDetails, SentLog } from './changes.ts'
import type { Switches } from './faults.ts'
import type { LocalNames } from './localNames.ts'
import type { People } from './people.ts'
import type { TestbedTime } from './time.ts'

/** Nobody could have done this; the message says why, in a sentence. */
export class BadAction extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadAction'
  }
}

export interface ActionsParts {
  readonly discord: Pick<DiscordSandbox, 'messages'>
  readonly people: People
  readonly localNames: Pick<LocalNames, 'read'>
  readonly bot: BotProcess
  readonly sent: SentLog
  readonly switches: Switches
  readonly uploads: Uploads
  readonly time: TestbedTime
  readonly changes: Changes
}

type PersonAction = Extract<Action, { readonly personId: string }>
type TestbedAction = Exclude<Action, PersonAction>

/** @see https://support.discord.com/hc/en-us/articles/209439498 */
const longestMessage = 2_000

/** Does what the page says: a person's part, or what happens behind the scenes. */
export function createActions(parts: ActionsParts): (action: Action) => Promise<Outcome> {
  const { discord, people, localNames, bot, sent, switches, uploads, time, changes } = parts

  function findMember({ personId, placeId }: PersonAction): Member {
    const member = people.memberAt(personId, placeId)
    if (member === undefined) throw new BadAction(`There is no ${personId} in ${placeId}.`)
    return member
  }

  function findMessage({ placeId }: PersonAction, messageId: string): SandboxMessage {
    const message = discord.messages.find(({ id, channelId }) => id === messageId && channelId === placeId)
    if (message === undefined) throw new BadAction(`There is no message ${messageId} in ${placeId}.`)
    return message
  }

  function note(interaction: SentInteraction, action: PersonAction, details: Partial<SentDetails>): Outcome {
    const { personId, placeId } = action
    sent.add(interaction, { kind: 'command', personId, placeId, ...details })
    return { ok: true, interactionId: interaction.id }
  }

  async function play(action: PersonAction): Promise<Outcome> {
    const member = findMember(action)
    switch (action.kind) {
      case 'run': {
        const { name } = action
        const command = localNames.read(name, action.values)
        const running = member.run(command.name, fillOptions(command.values, uploads)).catch((error: unknown) => {
          throw atOption(error, command.showOption)
        })
        return note(await running, action, { name })
      }
      case 'complete': {
        const command = localNames.read(action.name, action.values)
        const focused = command.nameOption(action.focused)
        const asked = await member.complete(command.name, fillOptions(command.values, uploads), focused)
        await asked.outcome
        const { id, choices } = asked
        // None at all where the bot did not answer: the client says something else then than of an empty list.
        return { ok: true, interactionId: id, ...(choices !== undefined && { choices }) }
      }
      case 'runOnMessage': {
        const { name, messageId } = action
        const command = localNames.read(name, {})
        return note(await member.runOnMessage(command.name, findMessage(action, messageId)), action, {
          name,
          messageId,
        })
      }
      case 'runOnUser': {
        const { name, userId } = action
        const command = localNames.read(name, {})
        return note(await member.runOnUser(command.name, { id: userId }), action, { name })
      }
      case 'press':
      case 'choose': {
        const { messageId, customId } = action
        const message = findMessage(action, messageId)
        const using =
          action.kind === 'press' ? member.click(message, customId) : member.choose(message, customId, action.values)
        return note(await using, action, { kind: 'component', messageId, customId })
      }
      case 'submit': {
        const opened = sent.find(action.interactionId)?.interaction
        if (opened === undefined) throw new BadAction(`There is no interaction ${action.interactionId}.`)
        const values = fillFields(opened.modal ?? {}, action.values, uploads)
        return note(await member.submit(opened, values), action, { kind: 'modal' })
      }
      case 'say': {
        const { content, reply, fileIds = [] } = action
        if (content.trim() === '' && fileIds.length === 0) throw new ClientRefusal('There is nothing to send')
        if (content.length > longestMessage) throw new ClientRefusal('Your message is too long.')
        const files = fileIds.map((fileId) => findFile(fileId, undefined, uploads))
        const answer = reply && { replyTo: findMessage(action, reply.messageId), mentions: reply.mentions }
        await member.say(content, { files, ...answer })
        return { ok: true }
      }
      case 'remove': {
        const message = findMessage(action, action.messageId)
        member.remove(message)
        // Dismissing one that only this person sees is nothing that Discord would tell anybody else.
        if (message.ephemeralFor !== undefined) changes.tell({ kind: 'messageDeleted', id: message.id })
        return { ok: true }
      }
    }
  }

  async function direct(action: TestbedAction): Promise<Outcome> {
    switch (action.kind) {
      case 'switch':
        if (!switches.has(action.id)) throw new BadAction(`There is no switch ${action.id}.`)
        await switches.turn(action.id, action.isOn)
        return { ok: true }
      case 'later':
        await time.putForward(action.minutes)
        return { ok: true }
      case 'kill':
        await bot.kill()
        return { ok: true }
      case 'start': {
        await time.passLease()
        const state = await bot.start()
        return state === 'serving' ? { ok: true } : { ok: false, problem: bot.problem ?? 'The bot was stopped.' }
      }
    }
  }

  return async (action) => {
    try {
      return await ('personId' in action ? play(action) : direct(action))
    } catch (error) {
      if (!(error instanceof ClientRefusal)) throw error
      const { message, field } = error
      return { ok: false, problem: message, ...(field !== undefined && { field }) }
    }
  }
}

/** What Discord's client complains of, at the option as the person sees it. */
function atOption(error: unknown, showOption: (name: string) => string): unknown {
  if (!(error instanceof ClientRefusal) || error.field === undefined) return error
  return new ClientRefusal(error.message, showOption(error.field))
}

/** The values of a command's options, with the files that were uploaded for them. */
function fillOptions(values: Readonly<Record<string, GivenValue>>, uploads: Uploads): OptionValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' && 'fileId' in value ? findFile(value.fileId, name, uploads) : value,
    ]),
  )
}

/** The values of a modal's fields; the modal says which of them are files. */
function fillFields(
  modal: JsonObject,
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
  uploads: Uploads,
): FieldValues {
  const fields = objectsIn(modal.components).map(({ component }) => component)
  const fill = (customId: string, value: string | boolean | readonly string[]): FieldValue => {
    const field = fields.find((each) => isObject(each) && each.custom_id === customId)
    const type = isObject(field) ? field.type : undefined
    if (type !== componentTypes.fileUpload || typeof value !== 'object') return value
    return value.map((fileId) => findFile(fileId, customId, uploads))
  }
  return Object.fromEntries(Object.entries(values).map(([customId, value]) => [customId, fill(customId, value)]))
}

function findFile(fileId: string, field: string | undefined, uploads: Uploads): ChosenFile {
  const file = uploads.find(fileId)
  if (file === undefined) throw new ClientRefusal('The file is not there any more. Choose it again.', field)
  return file
}

/** The files that people have chosen on the page. */
export interface Uploads {
  /** Returns its id. */
  add(file: ChosenFile): string
  find(fileId: string): ChosenFile | undefined
}

/** Bytes; the oldest go first. */
const mostBytesKept = 300_000_000

export function createUploads(): Uploads {
  const files = new Map<string, ChosenFile>()
  const sum = () => [...files.values()].reduce((total, { bytes }) => total + bytes.length, 0)
  return {
    add(file) {
      const id = randomUUID()
      files.set(id, file)
      for (const oldest of files.keys()) {
        if (sum() <= mostBytesKept || oldest === id) break
        files.delete(oldest)
      }
      return id
    },
    find: (fileId) => files.get(fileId),
  }
}
