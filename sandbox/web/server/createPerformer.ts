import type { SandboxMessage } from '../../discord/messages/messageRecord.ts'
import type { Member } from '../../discord/people/createMember.ts'
import { ClientRefusal } from '../../discord/people/optionValue.ts'
import type { SentInteraction } from '../../discord/people/sentInteraction.ts'
import type { DiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import type { Action, Outcome } from '../protocol.ts'
import type { BotProcess } from './createBotProcess.ts'
import type { Cast } from './createCast.ts'
import type { Changes } from './createChanges.ts'
import type { SentDetails, SentLog } from './createSentLog.ts'
import type { StageTime } from './createStageTime.ts'
import type { Switches } from './createSwitches.ts'
import type { Uploads } from './createUploads.ts'
import { fillFields, fillOptions } from './fillValues.ts'

/** Nobody could have done this; the message says why, in a sentence. */
export class BadAction extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BadAction'
  }
}

export interface PerformerParts {
  readonly discord: Pick<DiscordSandbox, 'messages'>
  readonly cast: Cast
  readonly bot: BotProcess
  readonly sent: SentLog
  readonly switches: Switches
  readonly uploads: Uploads
  readonly time: StageTime
  readonly changes: Changes
}

type PersonAction = Extract<Action, { readonly personId: string }>
type StageAction = Exclude<Action, PersonAction>

/** @see https://support.discord.com/hc/en-us/articles/209439498 */
const longestMessage = 2_000

/** Does what the page says: a person's part, or what happens behind the scenes. */
export function createPerformer(parts: PerformerParts): (action: Action) => Promise<Outcome> {
  const { discord, cast, bot, sent, switches, uploads, time, changes } = parts

  function findMember({ personId, placeId }: PersonAction): Member {
    const member = cast.memberAt(personId, placeId)
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
        return note(await member.run(name, fillOptions(action.values, uploads)), action, { name })
      }
      case 'complete': {
        const asked = await member.complete(action.name, fillOptions(action.values, uploads), action.focused)
        await asked.outcome
        const { id, choices } = asked
        // None at all where the bot did not answer: the client says something else then than of an empty list.
        return { ok: true, interactionId: id, ...(choices !== undefined && { choices }) }
      }
      case 'runOnMessage': {
        const { name, messageId } = action
        return note(await member.runOnMessage(name, findMessage(action, messageId)), action, { name, messageId })
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
        if (action.content.trim() === '') throw new ClientRefusal('There is nothing to send')
        if (action.content.length > longestMessage) throw new ClientRefusal('Your message is too long.')
        await member.say(action.content)
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

  async function direct(action: StageAction): Promise<Outcome> {
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
