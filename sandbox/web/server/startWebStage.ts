import { seconds } from '../../../src/domain/clock.ts'
import { createSystemClock } from '../../../src/systemClock.ts'
import { createShiftedClock } from '../../bot/createShiftedClock.ts'
import { chooseVariables } from '../../demo/chooseVariables.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../../kling/startKlingSandbox.ts'
import type { Action, Change, Outcome, Scene } from '../protocol.ts'
import { type BotProcess, createBotProcess } from './createBotProcess.ts'
import { type Cast, createCast } from './createCast.ts'
import { createChanges } from './createChanges.ts'
import { createPerformer } from './createPerformer.ts'
import { createRenderTime } from './createRenderTime.ts'
import { createRequestLog } from './createRequestLog.ts'
import { createSentLog } from './createSentLog.ts'
import { createStageTime } from './createStageTime.ts'
import { createSwitches } from './createSwitches.ts'
import { createTroubles } from './createTroubles.ts'
import { createUploads, type Uploads } from './createUploads.ts'
import { describeScene } from './describeScene.ts'
import { showMessage } from './showMessage.ts'

export interface WebStageOptions {
  /** For the bot's database and media; it exists, and is removed by whoever made it. */
  readonly directory: string
  /** The compiled `sandbox/bot/live.js`. */
  readonly botEntry: string
  /** How long a video waits and takes at the provider; `Infinity` until told by hand. */
  readonly queueMilliseconds?: number | undefined
  readonly renderMilliseconds?: number | undefined
  /** Environment variables of the bot that are other than usual. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** Where the bot's log goes; nowhere if absent. */
  readonly logTo?: { write(text: string): unknown } | undefined
}

/** Both sandboxes, the real bot between them, and some people. */
export interface WebStage {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  readonly cast: Cast
  readonly bot: Pick<BotProcess, 'state' | 'problem'>
  readonly uploads: Uploads
  describe(): Scene
  /** The returned function ends the listening. */
  onChange(listener: (change: Change) => void): () => void
  /** Does what a person does; a BadAction where it is none. */
  perform(action: Action): Promise<Outcome>
  close(): Promise<void>
}

const botName = 'Kling'

/** Starts everything; resolves when the bot serves. What was started is closed again where the rest cannot be. */
export async function startWebStage(options: WebStageOptions): Promise<WebStage> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return { ...(await build(options, (closer) => closers.push(closer))), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function build(options: WebStageOptions, onClose: (closer: () => Promise<void> | void) => void) {
  const { directory, botEntry, queueMilliseconds = seconds(2), renderMilliseconds = seconds(12), logTo } = options
  const systemClock = createSystemClock()
  const clock = createShiftedClock({ clock: systemClock })
  const discord = await startDiscordSandbox({ clock })
  onClose(() => discord.close())
  const renderTime = createRenderTime({
    usualMilliseconds: renderMilliseconds,
    clock,
    finish: (jobId) => kling.finish(jobId),
  })
  const kling: KlingSandbox = await startKlingSandbox({ clock, queueMilliseconds, renderMilliseconds: renderTime.span })
  onClose(() => kling.close())

  const cast = createCast(discord, botName)
  const changes = createChanges()
  const uploads = createUploads()
  const sent = createSentLog((action) => changes.tell({ kind: 'sent', sent: action }))
  const requests = createRequestLog({
    discord,
    kling,
    onChange: (request) => changes.tell({ kind: 'request', request }),
  })
  onClose(() => requests.close())
  const switches = createSwitches(createTroubles({ discord, kling, renderTime }), () =>
    changes.tell({ kind: 'switches', switches: switches.list() }),
  )
  const bot = createBotProcess({
    entry: botEntry,
    directory,
    variables: {
      ...chooseVariables({ discord, kling, directory, isLogged: logTo !== undefined }),
      ALLOW_USER_INSTALL: 'true',
      // Nobody who tries it out should run out of anything.
      MAX_PER_PERSON_PER_DAY: '1000',
      MAX_ATTEMPTS_PER_PERSON_PER_MINUTE: '1000',
      BUDGET_SERVER_MONTH: 'unlimited',
      BUDGET_MONTH: 'unlimited',
      ...options.variables,
    },
    ahead: () => clock.ahead,
    onState(state) {
      time.noticeBot(state)
      changes.tell({ kind: 'bot', state })
    },
    logTo,
  })
  const time = createStageTime({ clock, systemClock, bot, countWaiting: () => sent.waiting, changes })
  const parts = { discord, kling, cast, bot, botName, sent, requests, switches, clock }
  onClose(
    discord.onEvent((event) => {
      if (event.kind === 'messageCreated' || event.kind === 'messageEdited') {
        const message = showMessage(event.message, { discord, sent })
        if (message !== undefined) changes.tell({ kind: 'message', message })
      }
      if (event.kind === 'messageDeleted') changes.tell({ kind: 'messageDeleted', id: event.message.id })
      if (event.kind === 'commandsRegistered') {
        const { commands, places } = describeScene(parts)
        changes.tell({ kind: 'commands', commands, places })
      }
    }),
  )
  onClose(() => bot.stop())
  if ((await bot.start()) !== 'serving') throw new Error(`The bot did not start. ${bot.problem ?? ''}`)

  return {
    discord,
    kling,
    cast,
    bot,
    uploads,
    describe: () => describeScene(parts),
    onChange: changes.listen,
    perform: createPerformer({ ...parts, uploads, time, changes }),
  }
}
