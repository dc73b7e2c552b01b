import { DefaultRestOptions, type RESTOptions } from 'discord.js'
import type { fetch as undiciFetch } from 'undici'
import { commands as allCommands, createCommandBodies } from './commands/index.ts'
import { components as allComponents } from './components/index.ts'
import type { Environment } from './config/readEnvironment.ts'
import { createClient } from './discord/client.ts'
import { keepCommands } from './discord/commandRegistration.ts'
import { connectClient, tokenRefused } from './discord/connection.ts'
import { checkToken, createDiscordRequest, reportWaits, shareGlobalLimit } from './discord/request.ts'
import { findUsualPrice } from './domain/chooseModels.ts'
import { type Clock, seconds } from './domain/clock.ts'
import { type Store, StoreFailure } from './domain/contracts/store.ts'
import type { Identifiers } from './domain/generation.ts'
import type { Policy } from './domain/policy.ts'
import { createErrorExplainer } from './events/explainError.ts'
import { createInteractionCreate } from './events/interactionCreate.ts'
import { listenForReopening, listenToClient } from './events/listeners.ts'
import { createMessageCreate } from './events/messageCreate.ts'
import { createResponder } from './events/respond.ts'
import type { Command, Component } from './interactions/handler.ts'
import { isDoneWithin } from './lib/timeout.ts'
import type { Log } from './log.ts'
import { createClosers, findDatabaseFolder, prepareFolder, StartFailure, takeProcessLease } from './process/lifetime.ts'
import { createDelivery } from './services/delivery/delivery.ts'
import { createAnswers } from './services/delivery/messageSearch.ts'
import { createRest } from './services/delivery/rest.ts'
import { createGenerations } from './services/generation/generationService.ts'
import type { PollMoment } from './services/generation/polling/pollPlan.ts'
import { createLimits } from './services/limits/limits.ts'
import { createUsage } from './services/limits/usage.ts'
import { type OpenFile, openFile as openFileByHttp } from './services/media/download.ts'
import { createMedia } from './services/media/mediaStore.ts'
import { createMediaWorker } from './services/media/mediaWorker.ts'
import { createPictures } from './services/media/pictures.ts'
import { createResults } from './services/media/results.ts'
import type { StartWorkerProcess } from './services/media/workerProcess.ts'
import type { ProviderDefinition } from './services/providers/defineProvider.ts'
import { createProviders, providerDefinitions } from './services/providers/registry.ts'
import { createRetention } from './services/schedule/retention.ts'
import { createSchedule } from './services/schedule/schedule.ts'
import { createStore } from './services/store/createStore.ts'
import { createRenderer } from './views/renderer.ts'

/** How long pending edits may take at the end. */
const drainMilliseconds = seconds(3)
/** A gateway that does not say goodbye is left without. */
const leaveMilliseconds = seconds(1)
/** What the end may take beside the grace, whatever hangs. */
const stopMilliseconds = seconds(5)
/** The bot serves with the commands that Discord has where registering takes longer. */
const registrationMilliseconds = seconds(5)
const folderProbe = '.can-be-written'

export interface AppDependencies {
  readonly environment: Environment
  readonly clock: Clock
  readonly identifiers: Identifiers
  readonly fetch: typeof undiciFetch
  /** The providers that can be configured; all there are unless given. */
  readonly providers?: readonly ProviderDefinition[]
  /** The network call for pictures and results; that of Node unless given. */
  readonly openFile?: OpenFile
  /** What people can do; all there is unless given. */
  readonly commands?: readonly Command[]
  readonly components?: readonly Component[]
  /** The compiled `mediaWorker.ts`, started as a process of its own. */
  readonly mediaWorker: string
  /** How that process is started; one for each bot, on demand, unless given. */
  readonly startMediaProcess?: StartWorkerProcess
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
  /**
   * Called once, after the reason was logged, when nothing that this process does can make it serve again: a refused token, a
   * gateway that was closed for good. It is to be stopped, and to end with a failure that a supervisor sees.
   */
  readonly onHopeless?: () => void
  /** When a running generation is polled next; learned unless given: the benchmark compares schedules. */
  readonly nextPollDelay?: (moment: PollMoment) => number
}

export interface App {
  /** Resolves when the bot serves. Throws StartFailure with one line for the operator; nothing is left open then. */
  start(): Promise<void>
  /**
   * Submits nothing more, lets what is in flight be saved, and leaves the rest for the next start; a start under way is called
   * off. Resolves within the grace and five seconds: to false where something hangs.
   */
  stop(): Promise<boolean>
}

/** Builds every service and joins them: the only file that knows them all. */
export function createApp(dependencies: AppDependencies): App {
  const {
    environment,
    clock,
    identifiers,
    fetch,
    log,
    commands = allCommands,
    components = allComponents,
    openFile = openFileByHttp,
    decorateStore = (store) => store,
    onStoreLost = () => {},
  } = dependencies
  const { discord } = environment
  const catalogue = dependencies.providers ?? providerDefinitions
  const policy: Policy = {
    ...environment.policy,
    providers: environment.policy.providers.flatMap((id) => catalogue.find((each) => each.id === id) ?? []),
  }
  const closers = createClosers({ clock, log })
  /** Ends whatever a start waits for. */
  const interruption = new AbortController()
  const { signal } = interruption
  let starting: Promise<void> | undefined
  let stopping: Promise<boolean> | undefined
  let isServing = false

  function giveUp(reason: string): void {
    if (signal.aborted) return
    if (isServing) {
      isServing = false
      log.error(reason)
      dependencies.onHopeless?.()
    } else interruption.abort(new StartFailure(reason))
  }

  async function openStore(): Promise<Store> {
    const folder = findDatabaseFolder(environment.databaseUrl)
    if (folder !== undefined) await prepareFolder({ directory: folder, variable: 'DATABASE_URL', probe: folderProbe })
    try {
      const opened = await createStore({ url: environment.databaseUrl, clock, log })
      // Whoever stands between need not know of the archive.
      const store: Store = { ...opened, ...decorateStore(opened) }
      closers.add(() => store.close())
      const lease = await takeProcessLease({ store, clock, log, signal })
      lease.onLost(onStoreLost)
      closers.add(() => lease.release())
      return store
    } catch (error) {
      if (error instanceof StoreFailure)
        throw new StartFailure(`${error.message}. Check DATABASE_URL.`, { cause: error })
      throw error
    }
  }

  async function build(): Promise<void> {
    const { makeDiscordRequest = DefaultRestOptions.makeRequest, mediaWorker, startMediaProcess } = dependencies
    const { token, apiUrl } = discord
    const makeRequest = createDiscordRequest({
      makeRequest: makeDiscordRequest,
      apiUrl,
      clock,
      log,
      onTokenRefused: () => giveUp(tokenRefused),
    })
    const restOptions = { token, apiUrl, makeRequest }
    const rest = createRest({ ...restOptions, retries: 1 })
    const unretriedRest = createRest({ ...restOptions, retries: 0 })
    reportWaits(rest, log)
    reportWaits(unretriedRest, log)
    shareGlobalLimit(rest, unretriedRest)
    const applicationId = await checkToken({ rest, clock, signal })
    const { directory } = environment.media
    await prepareFolder({ directory, variable: 'MEDIA_DIRECTORY', probe: folderProbe })
    const store = await openStore()
    const media = await createMedia({
      directory,
      capBytes: environment.media.capBytes,
      retentionMilliseconds: environment.media.retention,
      references: store.generations,
      clock,
      log,
    })
    const discordCdnOrigin = new URL(discord.cdnUrl).origin
    const worker = createMediaWorker({ entry: mediaWorker, clock, log, startProcess: startMediaProcess })
    closers.add(() => worker.stop())
    const pictures = createPictures({ media, worker, openFile, clock, log, discordCdnOrigin })
    const providers = createProviders({
      definitions: catalogue,
      order: environment.policy.providers,
      accounts: environment.providers,
      fetch,
      pictures,
      identifiers,
      clock,
      log,
    })
    const renderer = createRenderer(catalogue)
    const delivery = createDelivery({ rest, unretriedRest, media, renderer, clock, log })
    closers.add(async () => {
      await delivery.drain(drainMilliseconds)
      delivery.stop()
    })
    const answers = createAnswers({ rest, clock, log })
    const usualPrice = findUsualPrice(policy.providers)
    const books = { generations: store.generations, caps: policy.caps, usualPrice, clock }
    const generations = createGenerations({
      store,
      catalogue,
      providers,
      limits: createLimits({ ...books, providers: policy.providers }),
      delivery,
      answers,
      pictures,
      results: createResults({ media, worker, openFile, clock, log }),
      policy,
      slots: Object.fromEntries(
        Object.entries(environment.providers).map(([id, { maxConcurrent }]) => [id, maxConcurrent]),
      ),
      clock,
      identifiers,
      log,
      shutdownGrace: environment.shutdownGrace,
      ...(dependencies.nextPollDelay !== undefined && { nextPollDelay: dependencies.nextPollDelay }),
    })
    closers.add(() => generations.stop())
    signal.throwIfAborted()
    await generations.start()
    const { recordRetention } = environment
    const standing = createRetention({ archive: store.archive, media, recordRetention, clock, log })
    const schedule = createSchedule({ store, standing, clock, log })
    closers.add(() => schedule.stop())
    schedule.start()

    signal.throwIfAborted()
    const mentions = commands.filter((command) => command.kind === 'mention')
    const client = createClient({ apiUrl, makeRequest, log, hearsMentions: mentions.length > 0 })
    reportWaits(client.rest, log)
    shareGlobalLimit(rest, client.rest)
    const services = { generations, usage: createUsage({ ...books, countFreed: generations.countFreed }), policy }
    const explainError = createErrorExplainer({ log, createReportId: () => identifiers.generation() })
    const responder = createResponder({ rest: client.rest, unretriedRest, answers, clock })
    listenToClient(client, {
      onInteraction: createInteractionCreate({ commands, components, services, responder, explainError, clock, log }),
      onMessage: createMessageCreate({ mentions, services, rest, explainError, log }),
      log,
    })
    listenForReopening(client, (place) => generations.reopen(place))
    closers.add(() => client.destroy(), leaveMilliseconds)
    closers.add(await connectClient({ client, token, clock, log, signal, onGone: giveUp }))

    const keeper = keepCommands({
      rest,
      applicationId,
      ...(discord.guildId !== undefined && { guildId: discord.guildId }),
      commands: createCommandBodies(policy, discord.guildId === undefined ? 'global' : 'guild', commands),
      clock,
      log,
    })
    closers.add(() => keeper.stop())
    await isDoneWithin(clock, keeper.firstAttempt, registrationMilliseconds)
    signal.throwIfAborted()
  }

  async function end(): Promise<void> {
    await starting?.catch(() => undefined)
    await closers.closeAll()
  }

  async function stop(): Promise<boolean> {
    isServing = false
    interruption.abort(new StartFailure('It was stopped before it served.'))
    const isDone = await isDoneWithin(clock, end(), environment.shutdownGrace + stopMilliseconds)
    if (!isDone) log.error('The bot could not be stopped in time; the next start goes on from what was saved')
    return isDone
  }

  return {
    async start() {
      starting = build()
      try {
        await starting
        isServing = true
        log.info({ providers: environment.policy.providers }, 'The bot serves')
      } catch (error) {
        if (stopping === undefined)
          await isDoneWithin(clock, closers.closeAll(), environment.shutdownGrace + stopMilliseconds)
        throw error
      }
    },
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}
