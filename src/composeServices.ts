import type { REST } from 'discord.js'
import type { fetch as undiciFetch } from 'undici'
import { composePrivacy } from './composePrivacy.ts'
import type { Environment } from './config/readEnvironment.ts'
import { findUsualPrice } from './domain/chooseModels.ts'
import { type Clock, seconds } from './domain/clock.ts'
import type { Answers } from './domain/contracts/delivery.ts'
import type { ChangedPlace } from './domain/contracts/generations.ts'
import type { Store } from './domain/contracts/store.ts'
import type { Identifiers } from './domain/generation.ts'
import type { Policy } from './domain/policy.ts'
import type { Services } from './interactions/handler.ts'
import type { Log } from './log.ts'
import type { Closers } from './process/lifetime.ts'
import { createChannelPosts } from './services/delivery/channelPosts.ts'
import { createDelivery } from './services/delivery/delivery.ts'
import { createAnswers } from './services/delivery/messageSearch.ts'
import { createDrafts, draftRecords, keepDraftsFor } from './services/drafts/drafts.ts'
import { createGenerations } from './services/generation/generationService.ts'
import type { PollMoment } from './services/generation/polling/pollPlan.ts'
import { copyRecords, createCopies } from './services/history/copies.ts'
import { createHistory, historyViews } from './services/history/history.ts'
import { createLimits } from './services/limits/limits.ts'
import { createUsage } from './services/limits/usage.ts'
import { type OpenFile, openFile as openFileByHttp } from './services/media/download.ts'
import { createMedia } from './services/media/mediaStore.ts'
import { createMediaWorker } from './services/media/mediaWorker.ts'
import { createPictures } from './services/media/pictures.ts'
import { createResults } from './services/media/results.ts'
import type { StartWorkerProcess } from './services/media/workerProcess.ts'
import { createPreferences } from './services/preferences/preferences.ts'
import { createPresets } from './services/preferences/presets.ts'
import type { ProviderDefinition } from './services/providers/defineProvider.ts'
import { createProviders } from './services/providers/registry.ts'
import { createReports, reportRecords } from './services/reports/reports.ts'
import { createRounds } from './services/rounds/rounds.ts'
import { createRetention } from './services/schedule/retention.ts'
import { createSchedule } from './services/schedule/schedule.ts'
import { auditEntries } from './services/servers/audit.ts'
import { blockRecords } from './services/servers/blocks.ts'
import { adminPanels, panelsAreKept } from './services/servers/panels.ts'
import { createServers } from './services/servers/servers.ts'
import { createThreads, threadPosts, threadRecords } from './services/threads/threads.ts'
import { renderChange, renderGreeting } from './views/adminLists.ts'
import { createRenderer } from './views/renderer.ts'
import { renderPostedReport } from './views/reports.ts'
import { renderRemovedByModerator } from './views/resultActions.ts'

/** How long pending edits may take at the end. */
const drainMilliseconds = seconds(3)

/** What the services are built with, whatever they talk to. */
export interface ServiceDependencies {
  readonly environment: Environment
  readonly clock: Clock
  readonly identifiers: Identifiers
  readonly fetch: typeof undiciFetch
  /** The network call for pictures and results; that of Node unless given. */
  readonly openFile?: OpenFile
  /** The compiled `mediaWorker.ts`, started as a process of its own. */
  readonly mediaWorker: string
  /** How that process is started; one for each bot, on demand, unless given. */
  readonly startMediaProcess?: StartWorkerProcess
  readonly log: Log
  /** When a running generation is polled next; learned unless given: the benchmark compares schedules. */
  readonly nextPollDelay?: (moment: PollMoment) => number
}

interface Foundations extends ServiceDependencies {
  readonly catalogue: readonly ProviderDefinition[]
  readonly policy: Policy
  readonly store: Store
  readonly rest: REST
  /** Whose calls are sent once. */
  readonly unretriedRest: REST
  readonly closers: Pick<Closers, 'add'>
}

interface Composition {
  /** What commands and components may ask. */
  readonly services: Services
  readonly answers: Answers
  /** Something has changed in Discord: what could not be delivered there is tried again. */
  readonly reopen: (place: ChangedPlace) => void
  /** Goes on with what was saved. */
  start(): Promise<void>
}

/** Builds every service and joins them: the only file that knows them all. What has to be ended is given to the closers. */
export async function composeServices(foundations: Foundations): Promise<Composition> {
  const { environment, clock, identifiers, fetch, log, catalogue, policy, store, rest, unretriedRest, closers } =
    foundations
  const { openFile = openFileByHttp, mediaWorker, startMediaProcess, nextPollDelay } = foundations
  const media = await createMedia({
    directory: environment.media.directory,
    capBytes: environment.media.capBytes,
    retentionMilliseconds: environment.media.retention,
    references: store.generations,
    clock,
    log,
  })
  const discordCdnOrigin = new URL(environment.discord.cdnUrl).origin
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
  const preferences = createPreferences({ store, log })
  const renderer = createRenderer(catalogue, policy)
  const delivery = createDelivery({ rest, unretriedRest, media, renderer, preferences, clock, log })
  closers.add(async () => {
    await delivery.drain(drainMilliseconds)
    delivery.stop()
  })
  const answers = createAnswers({ rest, clock, log })
  const usualPrice = findUsualPrice(policy.providers)
  const books = { generations: store.generations, caps: policy.caps, usualPrice, clock }
  const posts = createChannelPosts(rest)
  const copies = await createCopies({
    store,
    posts,
    planRemoval: (messageId, at) => schedule.plan('copyRemoval', messageId, at),
    clock,
    log,
  })
  const { servers, rules } = await createServers({
    store,
    policy,
    posts,
    renderChange,
    renderGreeting,
    identifiers,
    clock,
    log,
  })
  const generations = createGenerations({
    store,
    catalogue,
    providers,
    limits: createLimits({ ...books, providers: policy.providers }),
    preferences,
    rules,
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
    ...(nextPollDelay !== undefined && { nextPollDelay }),
  })
  closers.add(() => generations.stop())
  const usage = createUsage({ ...books, countFreed: generations.countFreed })
  const { recordRetention } = environment
  const drafts = createDrafts({
    ...{ store, pictures, usage, rules, policy, identifiers, clock, log },
    keptFor: keepDraftsFor(recordRetention),
    forecast: generations.forecast,
  })
  closers.add(() => drafts.stop())
  const presets = createPresets({ store, clock, identifiers })
  const aging = [
    { definition: blockRecords, field: 'until', keptFor: 0 },
    { definition: reportRecords, field: 'at', keptFor: recordRetention },
    { definition: auditEntries, field: 'at', keptFor: recordRetention },
    { definition: historyViews, field: 'usedAt', keptFor: recordRetention },
    { definition: copyRecords, field: 'at', keptFor: recordRetention },
    { definition: draftRecords, field: 'createdAt', keptFor: keepDraftsFor(recordRetention) },
    { definition: adminPanels, field: 'openedAt', keptFor: panelsAreKept },
    { definition: threadRecords, field: 'at', keptFor: recordRetention },
    { definition: threadPosts, field: 'at', keptFor: recordRetention },
  ]
  const standing = createRetention({ archive: store.archive, store, aging, media, recordRetention, clock, log })
  const privacy = composePrivacy({
    environment,
    store,
    media,
    planRest: (subject, at) => schedule.plan('deletePerson', subject, at),
    clock,
    log,
  })
  const threads = await createThreads({
    ...{ store, posts, delivery, copies, rules, clock, log },
    planSettling: (generationId, at) => schedule.plan('threadPost', generationId, at),
  })
  const rounds = createRounds({
    generations,
    records: store.generations,
    pictures,
    media,
    delivery,
    copies,
    preferences,
    settlePost: threads.settlePost,
    tellRemoved: (generation, by) =>
      posts.tell(generation.origin.userId, renderRemovedByModerator(generation, by), `removed-${generation.id}`),
    planRemoval: (generationId, at) => schedule.plan('removal', generationId, at),
    clock,
    log,
  })
  const schedule = createSchedule({
    store,
    standing,
    handlers: {
      removal: rounds.removeRest,
      copyRemoval: copies.removeRest,
      threadPost: threads.settleRest,
      deletePerson: privacy.deleteRest,
    },
    clock,
    log,
  })
  closers.add(() => schedule.stop())

  return {
    services: {
      generations,
      rounds,
      drafts,
      history: createHistory({ store, delivery, copies, preferences, rules, policy, clock }),
      usage,
      preferences,
      presets,
      privacy,
      servers,
      reports: await createReports({
        store,
        copies,
        servers,
        posts,
        render: renderPostedReport,
        identifiers,
        clock,
        log,
      }),
      threads,
      policy,
    },
    answers,
    reopen: (place) => generations.reopen(place),
    async start() {
      await Promise.all([preferences.start(), drafts.start()])
      await generations.start()
      schedule.start()
    },
  }
}
