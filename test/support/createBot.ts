import { setTimeout as sleep } from 'node:timers/promises'
import { DefaultRestOptions } from 'discord.js'
import { Agent, fetch as undiciFetch } from 'undici'
import { inject } from 'vitest'
import { createProcessPool } from '../../sandbox/bot/createProcessPool.ts'
import { type App, type AppDependencies, createApp } from '../../src/app.ts'
import { commands as allCommands } from '../../src/commands/index.ts'
import { readEnvironment } from '../../src/config/readEnvironment.ts'
import { type Clock, seconds } from '../../src/domain/clock.ts'
import type { Store } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import type { Catalogue } from '../../src/domain/models.ts'
import type { Command } from '../../src/interactions/handler.ts'
import { createLog } from '../../src/log.ts'
import { openFile } from '../../src/services/media/download.ts'
import type { ProviderDefinition } from '../../src/services/providers/defineProvider.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import { createSystemClock, createSystemIdentifiers } from '../../src/system.ts'
import type { TimeMachine } from './createTimeMachine.ts'
import { watchStore } from './watchStore.ts'

export interface BotOptions {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly time: TimeMachine
  readonly onLogLine: (line: string) => void
  /** What people can do; all there is unless given. */
  readonly handlers?: Pick<AppDependencies, 'commands' | 'components'>
  /** The providers there are; those that ship unless given. */
  readonly providers?: readonly ProviderDefinition[]
  /** Stands between the bot and its store. */
  readonly decorateStore?: (store: Store) => Store
}

/** One process of the bot, as far as one can be had inside another. */
export interface Bot {
  readonly app: App
  readonly isCut: boolean
  /** How often it said that it has to be ended. */
  readonly hopeless: number
  /** Resolves when it serves; throws what the start throws. */
  start(): Promise<void>
  /** In an orderly way. */
  stop(): Promise<void>
  /** From now on nothing of it is saved, sent, logged or woken by a timer; what was sent already stays sent. */
  cut(): void
  /** Cuts it as soon as such a generation has been saved. */
  cutWhen(isMoment: (saved: Generation) => boolean): void
  /** After a cut: breaks its connections, as the end of the process does. */
  leave(): Promise<void>
  /** Gives back what even a cut bot holds; the end of the test. */
  clear(): Promise<void>
}

/** All bots of a worker share them: a process of its own for each would cost more than most flows. */
const startMediaProcess = createProcessPool()

type NamedCommand = Exclude<Command, { kind: 'mention' }>
type Body = ReturnType<NamedCommand['define']>
/** By command, for each list of providers. */
const definitions = new WeakMap<NamedCommand, { readonly providers: Catalogue; readonly body: Body }[]>()

/** The builders of discord.js look at each word that they are given, and hundreds of bots here have the same commands. */
function defineOnce<Any extends Command>(command: Any): Any {
  if (command.kind === 'mention') return command
  const known = definitions.get(command) ?? []
  definitions.set(command, known)
  const define: NamedCommand['define'] = (policy) => {
    const { providers } = policy
    const isSame = (others: Catalogue) =>
      others.length === providers.length && others.every((each, place) => each === providers[place])
    const found = known.find((each) => isSame(each.providers))
    if (found !== undefined) return found.body
    const body = command.define(policy)
    known.push({ providers, body })
    return body
  }
  return { ...command, define }
}

/** Rounds without an end, each of a real millisecond, after which a start is taken to wait for a timer. */
const patience = 100

const never = <T>() => new Promise<T>(() => undefined)

export function createBot(options: BotOptions): Bot {
  const { variables, time, onLogLine, handlers } = options
  const { providers = providerDefinitions, decorateStore = (store) => store } = options
  const reading = readEnvironment(variables, providers)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  const { environment } = reading
  const agent = new Agent()
  const files = new AbortController()
  const stores: Store[] = []
  let isCut = false
  let isMoment = (_saved: Generation) => false
  let waitsForLease = false
  let hopeless = 0

  const systemClock = createSystemClock()
  const clock: Clock = {
    now: () => systemClock.now(),
    after: (milliseconds, run) => systemClock.after(milliseconds, () => (isCut ? undefined : run())),
  }

  /** What is asked or answered after the cut leads nowhere. */
  async function reach<T>(call: () => Promise<T>): Promise<T> {
    if (isCut) return never()
    const answer = await call().catch((error: unknown) => (isCut ? never<T>() : Promise.reject(error)))
    return isCut ? never() : answer
  }

  const app = createApp({
    ...handlers,
    commands: (handlers?.commands ?? allCommands).map(defineOnce),
    environment,
    providers,
    clock,
    identifiers: createSystemIdentifiers(),
    fetch: (input, init) => reach(() => undiciFetch(input, { ...init, dispatcher: init?.dispatcher ?? agent })),
    openFile: (address, { accept, signal }) =>
      reach(() => openFile(address, { accept, signal: AbortSignal.any([signal, files.signal]) })),
    mediaWorker: inject('mediaWorker'),
    startMediaProcess,
    makeDiscordRequest: (url, init) => reach(() => DefaultRestOptions.makeRequest(url, init)),
    log: createLog({
      level: environment.logLevel,
      secrets: environment.secrets,
      destination: { write: (line) => (isCut ? undefined : onLogLine(line)) },
    }),
    onHopeless: () => {
      hopeless += 1
    },
    decorateStore(store) {
      stores.push(store)
      const watched = watchStore(store, {
        time,
        isCut: () => isCut,
        onSaved(generation) {
          if (isMoment(generation)) isCut = true
        },
        onLeaseHeld: () => {
          waitsForLease = true
        },
      })
      return decorateStore(watched)
    },
  })

  /** Breaks its connections. */
  async function hangUp(): Promise<void> {
    files.abort()
    await agent.destroy()
  }

  /** Lets it happen: without moving the time, unless only that helps. Its database is opened by a thread that nobody can ask. */
  async function complete(task: Promise<void>): Promise<void> {
    let isOver = false
    let wait = seconds(1)
    const over = task.finally(() => {
      isOver = true
    })
    over.catch(() => undefined)
    for (let round = 1; !isOver; round += 1) {
      await time.settle()
      if (isOver) break
      await sleep(1)
      if (waitsForLease) await time.advance(seconds(1))
      else if (round % patience === 0) {
        const end = Date.now() + wait
        await time.until(() => isOver || Date.now() >= end, wait)
        wait *= 2
      }
    }
    return over
  }

  return {
    app,
    get isCut() {
      return isCut
    },
    get hopeless() {
      return hopeless
    },
    start: () => complete(app.start()),
    async stop() {
      const stopped = app.stop()
      let isStopped = false
      void stopped.then(() => {
        isStopped = true
      })
      await time.until(() => isStopped)
      await hangUp()
    },
    cut() {
      isCut = true
    },
    cutWhen(condition) {
      isMoment = condition
    },
    async leave() {
      isCut = true
      // Its client leaves the gateway first; nothing that follows has any effect.
      void app.stop()
      await hangUp()
      await time.settle()
    },
    async clear() {
      for (const store of stores) await store.close()
      await hangUp()
    },
  }
}
