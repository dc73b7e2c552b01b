import { DefaultRestOptions, type RESTOptions } from 'discord.js'
import { commands as allCommands, createCommandBodies } from './commands/index.ts'
import { components as allComponents } from './components/index.ts'
import { composeServices, type ServiceDependencies } from './composeServices.ts'
import { createClient } from './discord/client.ts'
import { keepCommands } from './discord/commandRegistration.ts'
import { connectClient, tokenRefused } from './discord/connection.ts'
import { checkToken, createDiscordRequest, reportWaits, shareGlobalLimit } from './discord/request.ts'
import { seconds } from './domain/clock.ts'
import { type Store, StoreFailure } from './domain/contracts/store.ts'
import type { Policy } from './domain/policy.ts'
import { createErrorExplainer } from './events/explainError.ts'
import { createInteractionCreate } from './events/interactionCreate.ts'
import { createLanguages } from './events/languages.ts'
import { listenForReopening, listenToClient } from './events/listeners.ts'
import { createMessageCreate } from './events/messageCreate.ts'
import { createResponder } from './events/respond.ts'
import type { Command, Component } from './interactions/handler.ts'
import { isDoneWithin } from './lib/timeout.ts'
import { createClosers, findDatabaseFolder, prepareFolder, StartFailure, takeProcessLease } from './process/lifetime.ts'
import { createRest } from './services/delivery/rest.ts'
import type { ProviderDefinition } from './services/providers/defineProvider.ts'
import { providerDefinitions } from './services/providers/registry.ts'
import { createStore } from './services/store/createStore.ts'

/** A gateway that does not say goodbye is left without. */
const leaveMilliseconds = seconds(1)
/** What the end may take beside the grace, whatever hangs. */
const stopMilliseconds = seconds(5)
/** The bot serves with the commands that Discord has where registering takes longer. */
const registrationMilliseconds = seconds(5)
const folderProbe = '.can-be-written'

export interface AppDependencies extends ServiceDependencies {
  /** The providers that can be configured; all there are unless given. */
  readonly providers?: readonly ProviderDefinition[]
  /** What people can do; all there is unless given. */
  readonly commands?: readonly Command[]
  readonly components?: readonly Component[]
  /** The network call to Discord's REST; that of discord.js unless given. */
  readonly makeDiscordRequest?: RESTOptions['makeRequest']
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

/** The whole bot: its store, its services, and its connection to Discord. */
export function createApp(dependencies: AppDependencies): App {
  const {
    environment,
    clock,
    identifiers,
    log,
    commands = allCommands,
    components = allComponents,
    decorateStore = (store) => store,
    onStoreLost = () => {},
  } = dependencies
  const { discord } = environment
  const catalogue = dependencies.providers ?? providerDefinitions
  const policy: Policy = {
    ...environment.policy,
    hearsReplies: discord.listensToMentions,
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
    const { makeDiscordRequest = DefaultRestOptions.makeRequest } = dependencies
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
    const { services, answers, reopen, start } = await composeServices({
      ...dependencies,
      catalogue,
      policy,
      store,
      rest,
      unretriedRest,
      closers,
    })
    signal.throwIfAborted()
    await start()

    signal.throwIfAborted()
    const mentions = discord.listensToMentions ? commands.filter((command) => command.kind === 'mention') : []
    const client = createClient({ apiUrl, makeRequest, log, hearsMentions: mentions.length > 0 })
    reportWaits(client.rest, log)
    shareGlobalLimit(rest, client.rest)
    const explainError = createErrorExplainer({ log, createReportId: () => identifiers.generation() })
    const responder = createResponder({ rest: client.rest, unretriedRest, answers, clock })
    const heard = { services, explainError, languages: createLanguages(services.generations), clock, log }
    listenToClient(client, {
      onInteraction: createInteractionCreate({ ...heard, commands, components, responder }),
      onMessage: createMessageCreate({ ...heard, mentions, rest }),
      log,
    })
    listenForReopening(client, reopen)
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
