import type { RESTOptions } from 'discord.js'
import type { fetch as undiciFetch } from 'undici'
import { checkToken } from './checkToken.ts'
import { commands, createCommandBodies } from './commands/index.ts'
import { components } from './components/index.ts'
import type { Environment } from './config/createEnvironment.ts'
import { createClient } from './createClient.ts'
import { type Clock, hours, seconds } from './domain/clock.ts'
import { type Lease, LeaseHeld, type Store, StoreFailure } from './domain/contracts/store.ts'
import type { Identifiers } from './domain/identifiers.ts'
import { createErrorExplainer } from './events/explainError.ts'
import { createInteractionCreate } from './events/interactionCreate.ts'
import { createInteractionResponses } from './events/interactionResponses.ts'
import { listenToClient } from './events/listenToClient.ts'
import type { Log } from './log.ts'
import { registerCommands } from './registerCommands.ts'
import { createDelivery } from './services/delivery/createDelivery.ts'
import { createRest } from './services/delivery/createRest.ts'
import { createGenerations } from './services/generation/createGenerations.ts'
import type { CheckMoment } from './services/generation/nextCheckDelay.ts'
import { createLimits } from './services/limits/createLimits.ts'
import { createMedia } from './services/media/createMedia.ts'
import { createPictures } from './services/media/createPictures.ts'
import { createResults } from './services/media/createResults.ts'
import { createProviders } from './services/providers/createProviders.ts'
import { createStore } from './services/store/createStore.ts'
import { StartFailure } from './startFailure.ts'
import { renderer } from './views/renderer.ts'

/** How long a crashed process keeps the next one waiting. */
const leaseMilliseconds = seconds(15)
/** How long pending edits may take at the end. */
const drainMilliseconds = seconds(3)
const sweepInterval = hours(1)

export interface AppDependencies {
  readonly environment: Environment
  readonly clock: Clock
  readonly identifiers: Identifiers
  readonly fetch: typeof undiciFetch
  /** The network call to Discord's REST; that of discord.js unless given. */
  readonly makeDiscordRequest?: RESTOptions['makeRequest']
  readonly log: Log
  /** Stands between the bot and its store: the sandbox counts, delays and fails writes there. */
  readonly decorateStore?: (store: Store) => Store
  /**
   * Called when another process has taken the store over. Nothing can be saved here any more, and what this process still
   * shows may be out of date: it has to end at once, and not by `stop`, which would show it.
   */
  readonly onStoreLost?: () => void
  /** When a running generation is checked next; learned unless given: the benchmark compares schedules. */
  readonly nextCheckDelay?: (moment: CheckMoment) => number
}

export interface App {
  /** Resolves when the bot serves. Throws StartFailure with one line for the operator; nothing is left open then. */
  start(): Promise<void>
  /** Submits nothing more, lets what is in flight be saved, and leaves the rest for the next start. */
  stop(): Promise<void>
}

/** Builds every service and joins them: the only file that knows them all. */
export function createApp(dependencies: AppDependencies): App {
  const {
    environment,
    clock,
    identifiers,
    fetch,
    log,
    decorateStore = (store) => store,
    onStoreLost = () => {},
  } = dependencies
  const makeRequest = dependencies.makeDiscordRequest
  const { discord, policy } = environment
  /** What `stop` undoes, the last first. */
  const closers: (() => Promise<void> | void)[] = []
  let stopping: Promise<void> | undefined

  async function openStore(): Promise<Store> {
    try {
      const store = decorateStore(await createStore({ url: environment.databaseUrl, clock, log }))
      closers.push(() => store.close())
      const lease = await takeLease(store)
      closers.push(() => lease.release())
      return store
    } catch (error) {
      if (error instanceof StoreFailure)
        throw new StartFailure(`${error.message}. Check DATABASE_URL.`, { cause: error })
      throw error
    }
  }

  async function takeLease(store: Store): Promise<Lease> {
    // The lease of a process that was killed runs out within its lifetime; one that is alive renews it.
    const deadline = clock.now() + leaseMilliseconds + seconds(5)
    for (;;) {
      try {
        const lease = await store.lease('process', leaseMilliseconds)
        lease.onLost(onStoreLost)
        return lease
      } catch (error) {
        if (!(error instanceof LeaseHeld)) throw error
        if (clock.now() >= deadline) {
          throw new StartFailure('Another process of this bot is running on the same store. Stop it first.')
        }
        await new Promise<void>((resolve) => clock.after(seconds(1), resolve))
      }
    }
  }

  async function build(): Promise<void> {
    const restOptions = {
      token: discord.token,
      apiUrl: discord.apiUrl,
      ...(makeRequest !== undefined && { makeRequest }),
    }
    const rest = createRest({ ...restOptions, retries: 1 })
    const unretriedRest = createRest({ ...restOptions, retries: 0 })
    const applicationId = await checkToken(rest)
    const store = await openStore()
    const media = await createMedia({
      directory: environment.media.directory,
      capBytes: environment.media.capBytes,
      retentionMilliseconds: environment.media.retention,
      isReferenced: (hash) => generations.isReferenced(hash),
      clock,
      log,
    })
    const discordCdnOrigin = new URL(discord.cdnUrl).origin
    const pictures = createPictures({ media, fetch, clock, log, discordCdnOrigin })
    const providers = createProviders({
      order: policy.providers,
      accounts: environment.providers,
      fetch,
      pictures,
      identifiers,
      clock,
      log,
    })
    const delivery = createDelivery({ rest, unretriedRest, media, renderer, clock, log })
    closers.push(async () => {
      await delivery.drain(drainMilliseconds)
      delivery.stop()
    })
    const limits = createLimits({ caps: policy.caps, clock })
    const generations = createGenerations({
      store,
      providers,
      limits,
      delivery,
      pictures,
      results: createResults({ media, fetch, clock, log }),
      policy,
      slots: {
        runcomfy: environment.providers.runcomfy.maxConcurrent,
        runware: environment.providers.runware.maxConcurrent,
      },
      clock,
      identifiers,
      log,
      shutdownGrace: environment.shutdownGrace,
      ...(dependencies.nextCheckDelay !== undefined && { nextCheckDelay: dependencies.nextCheckDelay }),
    })
    closers.push(() => generations.stop())
    await generations.start()
    closers.push(repeat(sweepInterval, () => media.sweep()))

    const isRegistered = await registerCommands({
      rest,
      settings: store.settings,
      applicationId,
      ...(discord.guildId !== undefined && { guildId: discord.guildId }),
      commands: createCommandBodies(policy, discord.guildId === undefined ? 'global' : 'guild'),
    })
    log.info({ isRegistered }, isRegistered ? 'The commands were registered' : 'The commands are as registered before')

    const client = createClient(discord.apiUrl, makeRequest)
    const onInteraction = createInteractionCreate({
      commands,
      components,
      services: { generations, usage: limits, policy },
      responses: createInteractionResponses(client.rest, unretriedRest),
      explainError: createErrorExplainer({ log, createReportId: () => identifiers.generation() }),
      log,
    })
    const isReady = listenToClient(client, { onInteraction, log })
    closers.push(() => client.destroy())
    await client.login(discord.token)
    await isReady
  }

  /** Does something now and then until the returned function is called; its failures are only logged. */
  function repeat(interval: number, work: () => Promise<unknown>): () => void {
    let cancel = clock.after(interval, run)
    function run(): void {
      cancel = clock.after(interval, run)
      work().catch((error: unknown) => log.error({ error }, 'A periodic task failed'))
    }
    return () => cancel()
  }

  async function close(): Promise<void> {
    for (let closer = closers.pop(); closer !== undefined; closer = closers.pop()) {
      try {
        await closer()
      } catch (error) {
        log.error({ error }, 'A part of the bot could not be stopped properly')
      }
    }
  }

  return {
    async start() {
      try {
        await build()
        log.info({ providers: policy.providers }, 'The bot serves')
      } catch (error) {
        await close()
        throw error
      }
    },
    stop() {
      stopping ??= close()
      return stopping
    },
  }
}
