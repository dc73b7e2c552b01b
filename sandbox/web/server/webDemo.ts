import { seconds } from '../../../src/domain/clock.ts'
import { createSystemClock } from '../../../src/system.ts'
import { createShiftedClock } from '../../bot/createShiftedClock.ts'
import { chooseVariables } from '../../bot/variables.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../../discord/startDiscordSandbox.ts'
import { type KlingSandbox, startKlingSandbox } from '../../kling/startKlingSandbox.ts'
import type { VideoOptions } from '../../kling/video/createVideos.ts'
import type { Action, Change, Outcome, Scene } from '../protocol.ts'
import { createActions, createUploads, type Uploads } from './actions.ts'
import { type BotProcess, createBotProcess } from './botProcess.ts'
import { createChanges, createSentLog } from './changes.ts'
import { createSwitches, listFaults } from './faults.ts'
import { createLocalNames } from './localNames.ts'
import { startPageServer } from './pageServer.ts'
import { createPeople, type People } from './people.ts'
import { createRequestLog } from './requests.ts'
import { describeScene, showMessage } from './scene.ts'
import { createRenderTime, createTestbedTime } from './time.ts'

export interface WebDemoOptions extends WebTestbedOptions {
  /** The built page. */
  readonly pageDirectory: string
  /** Any free one by default. Where it is taken, the error of the system is thrown. */
  readonly port?: number | undefined
  /** Taken where it is free, and `port` is not given. */
  readonly preferredPort?: number | undefined
  /** Defects of the demo itself. */
  readonly onDefect?: (error: unknown) => void
}

export interface WebDemo {
  /** `http://127.0.0.1:4780` */
  readonly address: string
  readonly testbed: WebTestbed
  /** Ends everything; the folders stay. */
  close(): Promise<void>
}

/** The page, and all that plays behind it. Resolves when the bot serves. */
export async function startWebDemo(options: WebDemoOptions): Promise<WebDemo> {
  const { pageDirectory, port, preferredPort, onDefect = () => {} } = options
  const testbed = await startWebTestbed(options)
  try {
    const { discord, kling, uploads } = testbed
    const server = await startPageServer({
      port,
      preferredPort,
      pageDirectory,
      changes: testbed,
      uploads,
      perform: testbed.perform,
      mediaOrigins: [discord.cdnUrl, kling.origin],
      onDefect,
    })
    return {
      address: server.address,
      testbed,
      async close() {
        await server.close()
        await testbed.close()
      },
    }
  } catch (error) {
    await testbed.close()
    throw error
  }
}

interface WebTestbedOptions {
  /** For the bot's database and media; it exists, and is removed by whoever made it. */
  readonly directory: string
  /** The compiled `sandbox/bot/live.js`. */
  readonly botEntry: string
  /** How long a video waits and takes at the provider; `Infinity` until told by hand. */
  readonly queueMilliseconds?: number | undefined
  readonly renderMilliseconds?: number | undefined
  /** What the stand-in videos look like. */
  readonly video?: VideoOptions['style'] | undefined
  /** The language of the server and of everybody in it, as Discord names it; English by default. */
  readonly locale?: string | undefined
  /** Environment variables of the bot that are other than usual. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  /** Where the bot's log goes; nowhere if absent. */
  readonly logTo?: { write(text: string): unknown } | undefined
}

/** Both sandboxes, the real bot between them, and some people. */
interface WebTestbed {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  readonly people: People
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
async function startWebTestbed(options: WebTestbedOptions): Promise<WebTestbed> {
  const closers: (() => Promise<void> | void)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    return { ...(await buildTestbed(options, (closer) => closers.push(closer))), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function buildTestbed(options: WebTestbedOptions, onClose: (closer: () => Promise<void> | void) => void) {
  const {
    directory,
    botEntry,
    queueMilliseconds = seconds(0.5),
    renderMilliseconds = seconds(2.5),
    video,
    logTo,
  } = options
  const systemClock = createSystemClock()
  const clock = createShiftedClock({ clock: systemClock })
  const discord = await startDiscordSandbox({ clock })
  onClose(() => discord.close())
  const renderTime = createRenderTime({
    usualMilliseconds: renderMilliseconds,
    clock,
    finish: (jobId) => kling.finish(jobId),
  })
  const kling: KlingSandbox = await startKlingSandbox({
    clock,
    queueMilliseconds,
    renderMilliseconds: renderTime.span,
    ...(video !== undefined && { video }),
  })
  onClose(() => kling.close())

  const people = createPeople(discord, botName, options.locale)
  const localNames = createLocalNames(discord.commands, options.locale ?? 'en-US')
  const changes = createChanges()
  const uploads = createUploads()
  const sent = createSentLog((action) => changes.tell({ kind: 'sent', sent: action }))
  const requests = createRequestLog({
    discord,
    kling,
    onChange: (request) => changes.tell({ kind: 'request', request }),
  })
  onClose(() => requests.close())
  const bot = createBotProcess({
    entry: botEntry,
    directory,
    variables: {
      ...chooseVariables({ discord, kling, directory, isLogged: logTo !== undefined }),
      ALLOW_USER_INSTALL: 'true',
      ...options.variables,
    },
    ahead: () => clock.ahead,
    onUnreached: ({ method, path }) => requests.addUnreached({ method, path, at: clock.now() }),
    onState(state) {
      time.noticeBot(state)
      changes.tell({ kind: 'bot', state })
    },
    logTo,
  })
  const switches = createSwitches(listFaults({ discord, kling, renderTime, bot }), () =>
    changes.tell({ kind: 'switches', switches: switches.list() }),
  )
  const time = createTestbedTime({ clock, systemClock, bot, countWaiting: () => sent.waiting, changes })
  const parts = { discord, kling, people, localNames, bot, botName, sent, requests, switches, clock }
  onClose(
    discord.onEvent((event) => {
      if (event.kind === 'messageCreated' || event.kind === 'messageEdited') {
        const message = showMessage(event.message, { discord, sent })
        if (message !== undefined) changes.tell({ kind: 'message', message })
      }
      if (event.kind === 'messageDeleted') changes.tell({ kind: 'messageDeleted', id: event.message.id })
      if (event.kind === 'threadChanged') changes.tell({ kind: 'places', places: describeScene(parts).places })
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
    people,
    bot,
    uploads,
    describe: () => describeScene(parts),
    onChange: changes.listen,
    perform: createActions({ ...parts, uploads, time, changes }),
  }
}
