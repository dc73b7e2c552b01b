import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import type { Clock } from '../../src/domain/clock.ts'
import { objectsIn } from '../discord/json.ts'
import type { SandboxMessage } from '../discord/messages/messageRecord.ts'
import type { SentInteraction } from '../discord/people/presence.ts'
import { type ChosenFile, ClientRefusal, type OptionValues } from '../discord/people/values.ts'
import type { SandboxEvent } from '../discord/sandboxEvents.ts'
import { paperBoat, paperBoatPrompt } from '../web/client/pictures.ts'
import { renderCommand } from './conversation/message.ts'
import type { Reporter } from './conversation/reporter.ts'
import type { TerminalOptions } from './options.ts'
import { line } from './terminal/text.ts'
import type { Testbed } from './testbed.ts'

/** A file of the command line cannot be used; the message is for the person who typed it. */
export class UnusableFile extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnusableFile'
  }
}

/** Far more than Discord takes: its refusal is part of the demo, a full memory is not. */
const mostBytes = 100_000_000

/** The options of `/kling video` as the person fills them in. Throws UnusableFile. */
export async function fillCommand(options: TerminalOptions): Promise<OptionValues> {
  const isOwn = options.prompt !== undefined || options.image !== undefined
  const image = isOwn ? await readChosen('--image', options.image) : await createSamplePicture()
  return {
    prompt: options.prompt ?? paperBoatPrompt,
    image,
    end_image: await readChosen('--end-image', options.endImage),
    quality: options.quality,
    duration: options.duration,
    aspect_ratio: options.aspectRatio,
    sound: options.sound,
    negative_prompt: options.negativePrompt,
    guidance: options.guidance,
  }
}

async function readChosen(option: string, path: string | undefined): Promise<ChosenFile | undefined> {
  if (path === undefined) return undefined
  try {
    const { size } = await stat(path)
    if (size > mostBytes) throw new UnusableFile(`${option}: ${path} is larger than ${mostBytes / 1_000_000} MB`)
    return { name: basename(path), bytes: await readFile(path) }
  } catch (error) {
    if (error instanceof UnusableFile) throw error
    throw new UnusableFile(`${option}: ${path} ${explainFileError(error)}`)
  }
}

function explainFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'does not exist'
  if (code === 'EISDIR') return 'is a folder'
  return 'cannot be read'
}

export async function createSamplePicture(): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: 'paper-boat.png', bytes: await sharp(Buffer.from(paperBoat)).png().toBuffer() }
}

export type Ending =
  /** The message of the command as it stands at the end: with a video, or with the reason why there is none. */
  | { readonly kind: 'answered'; readonly message: SandboxMessage }
  /** Discord did not let the person send it. */
  | { readonly kind: 'notSent'; readonly reason: string }
  | { readonly kind: 'noAnswer' }

export interface PlayCommand {
  readonly testbed: Pick<Testbed, 'discord' | 'member' | 'nameOf'>
  readonly values: OptionValues
  readonly reporter: Reporter
  readonly clock: Pick<Clock, 'after'>
  /** Milliseconds after which something must be broken. */
  readonly patience: number
}

const commandName = 'kling video'
const answeredAtOnce = 4

/** Types `/kling video` and shows what follows until the last word is said. */
export async function playCommand({ testbed, values, reporter, clock, patience }: PlayCommand): Promise<Ending> {
  const { discord, member, nameOf } = testbed
  reporter.tell([...renderCommand(commandName, values, nameOf(member.userId), reporter.width), []])
  const unknown = findUnknownOptions(testbed, values)
  if (unknown.length > 0) {
    const what = `${unknown.length === 1 ? 'the option' : 'the options'} ${unknown.join(' and ')}`
    reporter.tell([
      line(`  (Discord doesn't offer ${what} here. Sent anyway, as an outdated`, 'faint'),
      line('  app would.)', 'faint'),
      [],
    ])
  }
  let card: string | undefined
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
        card ??= message.id
        reporter.show(message)
        // A video that comes soon is told by nothing but itself, and a refusal to its owner alone, beside the card.
        const isPrivateWord = message.ephemeralFor !== undefined && card !== undefined && message.id !== card
        if (message.pings.includes(member.userId) || message.attachments.length > 0 || isPrivateWord)
          resolve({ kind: 'answered', message })
      })
    })
    reporter.begin()
    const sent = await member.run(commandName, values, { raw: unknown.length > 0 })
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
    reporter.finish()
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
  while (sent.message === undefined) await sleep(5)
  return { kind: 'answered', message: sent.message }
}

function findUnknownOptions({ discord }: Pick<Testbed, 'discord'>, values: OptionValues): string[] {
  const command = discord.commands().find((each) => each.name === 'kling')
  const video = objectsIn(command?.options).find((each) => each.name === 'video')
  const offered = objectsIn(video?.options).map((each) => each.name)
  return Object.keys(values).filter((option) => values[option] !== undefined && !offered.includes(option))
}
