import type { Clock } from '../../src/domain/clock.ts'
import { objectsIn } from '../discord/json.ts'
import type { SandboxMessage } from '../discord/messages/messageRecord.ts'
import { ClientRefusal, type OptionValues } from '../discord/people/optionValue.ts'
import type { SentInteraction } from '../discord/people/sentInteraction.ts'
import type { SandboxEvent } from '../discord/sandboxEvents.ts'
import { drawCommand } from './conversation/drawCommand.ts'
import type { Teller } from './conversation/teller.ts'
import type { Testbed } from './startStage.ts'
import { line } from './terminal/span.ts'

export type Ending =
  /** The message of the command as it stands at the end: with a video, or with the reason why there is none. */
  | { readonly kind: 'answered'; readonly message: SandboxMessage }
  /** Discord did not let the person send it. */
  | { readonly kind: 'notSent'; readonly reason: string }
  | { readonly kind: 'noAnswer' }

export interface PlayCommand {
  readonly testbed: Pick<Testbed, 'discord' | 'member' | 'nameOf'>
  readonly values: OptionValues
  readonly teller: Teller
  readonly clock: Pick<Clock, 'after'>
  /** Milliseconds after which something must be broken. */
  readonly patience: number
}

const name = 'kling video'
const answeredAtOnce = 4

/** Types `/kling video` and shows what follows until the last word is said. */
export async function playCommand({ testbed, values, teller, clock, patience }: PlayCommand): Promise<Ending> {
  const { discord, member, nameOf } = testbed
  teller.tell([...drawCommand(name, values, nameOf(member.userId), teller.width), []])
  const unknown = findUnknownOptions(testbed, values)
  if (unknown.length > 0) {
    const what = `${unknown.length === 1 ? 'the option' : 'the options'} ${unknown.join(' and ')}`
    teller.tell([
      line(`  (Discord does not offer ${what} here. Sent all the same, as an app`, 'faint'),
      line('  that was not updated would do it.)', 'faint'),
      [],
    ])
  }
  let unlisten = () => {}
  let giveUp = () => {}
  const inVain = new Promise<Ending>((resolve) => {
    giveUp = clock.after(patience, () => resolve({ kind: 'noAnswer' }))
  })
  try {
    const ended = new Promise<Ending>((resolve) => {
      unlisten = discord.onEvent((event) => {
        const message = findMessage(event, member.channelId)
        if (message === undefined) return
        teller.show(message)
        if (message.pings.includes(member.userId)) resolve({ kind: 'answered', message })
      })
    })
    teller.begin()
    const sent = await member.run(name, values, { raw: unknown.length > 0 })
    const ending = await Promise.race([ended, waitForAnswer(sent), inVain])
    return ending.kind === 'answered' && sent.message !== undefined
      ? { kind: 'answered', message: sent.message }
      : ending
  } catch (error) {
    if (error instanceof ClientRefusal) return { kind: 'notSent', reason: explainRefusal(error) }
    throw error
  } finally {
    unlisten()
    giveUp()
    teller.finish()
  }
}

/** What is wrong with which option: part of a sentence. */
function explainRefusal({ field, message }: ClientRefusal): string {
  const words = message.replace(/\.$/, '')
  return field === undefined ? words : `${field}: ${words}`
}

/** The message of the bot that an event tells about. */
function findMessage(event: SandboxEvent, channelId: string): SandboxMessage | undefined {
  if (event.kind !== 'messageCreated' && event.kind !== 'messageEdited') return undefined
  return event.message.channelId === channelId ? event.message : undefined
}

/** Only an answer that is no beginning of something ends it. */
async function waitForAnswer(sent: SentInteraction): Promise<Ending> {
  if ((await sent.outcome) === 'didNotRespond') return { kind: 'noAnswer' }
  if (sent.acknowledgedAs !== answeredAtOnce) return new Promise(() => {})
  while (sent.message === undefined) await new Promise((resolve) => setImmediate(resolve))
  return { kind: 'answered', message: sent.message }
}

function findUnknownOptions({ discord }: Pick<Testbed, 'discord'>, values: OptionValues): string[] {
  const command = discord.commands().find((each) => each.name === 'kling')
  const video = objectsIn(command?.options).find((each) => each.name === 'video')
  const offered = objectsIn(video?.options).map((each) => each.name)
  return Object.keys(values).filter((option) => values[option] !== undefined && !offered.includes(option))
}
