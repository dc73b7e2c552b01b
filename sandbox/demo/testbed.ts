import { Agent, fetch as undiciFetch } from 'undici'
import { createApp } from '../../src/app.ts'
import { readEnvironment } from '../../src/config/readEnvironment.ts'
import type { Clock } from '../../src/domain/clock.ts'
import { createLog } from '../../src/log.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { createSystemIdentifiers } from '../../src/system.ts'
import { chooseVariables } from '../bot/variables.ts'
import type { Member } from '../discord/people/member.ts'
import { type DiscordSandbox, startDiscordSandbox } from '../discord/startDiscordSandbox.ts'
import type { ProviderName } from '../kling/job.ts'
import { type KlingSandbox, startKlingSandbox } from '../kling/startKlingSandbox.ts'

export interface TestbedOptions {
  /** For the bot's database and media; it exists, and is removed by whoever made it. */
  readonly directory: string
  /** The only one that the bot may use; all of them if absent. */
  readonly provider?: ProviderName | undefined
  /** Of the bot and of Kling. Discord keeps its own: its three seconds for an answer are three seconds. */
  readonly clock: Clock
  /** How long a video takes at the provider. */
  readonly queueMilliseconds: number
  readonly renderMilliseconds: number
  /** The compiled second process of the bot. */
  readonly mediaWorker: string
  /** Where the bot's log goes; nowhere if absent. */
  readonly logTo?: { write(text: string): unknown } | undefined
}

/** Both sandboxes, the real bot between them, and a person in a channel. */
export interface Testbed {
  readonly discord: DiscordSandbox
  readonly kling: KlingSandbox
  readonly member: Member
  readonly channelName: string
  readonly nameOf: (userId: string) => string
  close(): Promise<void>
}

/** Starts everything. What was started is closed again where the rest cannot be. */
export async function startTestbed(options: TestbedOptions): Promise<Testbed> {
  const closers: (() => Promise<void>)[] = []
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

async function buildTestbed(options: TestbedOptions, onClose: (closer: () => Promise<void>) => void) {
  const { directory, provider, clock, queueMilliseconds, renderMilliseconds, mediaWorker, logTo } = options
  // Its own connections: a proxy that is set up for this machine has no business between the parts.
  const dispatcher = new Agent()
  onClose(() => dispatcher.destroy())
  const fetch: typeof undiciFetch = (input, init) =>
    undiciFetch(input, { ...init, dispatcher: init?.dispatcher ?? dispatcher })
  const discord = await startDiscordSandbox()
  onClose(() => discord.close())
  const kling = await startKlingSandbox({ clock, queueMilliseconds, renderMilliseconds })
  onClose(() => kling.close())

  const user = discord.addUser({ name: 'Ana' })
  const channel = discord.addGuild({ name: 'Film club' }).addChannel({ name: 'videos' })
  const member = user.in(channel)

  const reading = readEnvironment(
    {
      ...chooseVariables({ discord, kling, directory, provider, isLogged: logTo !== undefined }),
      // The longest video at the highest quality costs more than a person may usually spend on a day.
      BUDGET_PERSON_DAY: 'unlimited',
      // Nobody is there to press a button.
      QUOTE_ABOVE: 'unlimited',
    },
    providerDefinitions,
  )
  if (!reading.ok) throw new Error(`The demo is configured wrongly: ${JSON.stringify(reading.problems)}`)
  const { environment } = reading
  const app = createApp({
    environment,
    clock,
    identifiers: createSystemIdentifiers(),
    fetch,
    mediaWorker,
    log: createLog({
      level: environment.logLevel,
      secrets: environment.secrets,
      destination: { write: (line) => void logTo?.write(line) },
    }),
  })
  await app.start()
  onClose(async () => {
    await app.stop()
  })

  const names = new Map([
    [user.id, user.name],
    [discord.botUserId, 'Kling'],
  ])
  const nameOf = (userId: string) => names.get(userId) ?? 'somebody'
  return { discord, kling, member, channelName: channel.name, nameOf }
}

/** A clock that runs so many times as fast as another one, from now on. */
export function createFastClock(clock: Clock, factor: number): Clock {
  const start = clock.now()
  return {
    now: () => Math.round(start + (clock.now() - start) * factor),
    after: (milliseconds, run) => clock.after(milliseconds / factor, run),
  }
}
