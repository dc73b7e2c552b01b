import { minutes, seconds } from '../../../../src/domain/clock.ts'
import type {
  Delivery,
  NotificationCircumstances,
  NotificationOutcome,
  PrivateOutcome,
  ShowOutcome,
  Standing,
  StatusContext,
} from '../../../../src/domain/contracts/delivery.ts'
import type { Pictures, Results } from '../../../../src/domain/contracts/media.ts'
import type { Provider } from '../../../../src/domain/contracts/provider.ts'
import type { Generation } from '../../../../src/domain/generation.ts'
import type { Model, ProviderProfile } from '../../../../src/domain/models.ts'
import type { Origin } from '../../../../src/domain/origin.ts'
import { type Caps, noServerLimits, type Policy } from '../../../../src/domain/policy.ts'
import type { Frame, Request } from '../../../../src/domain/request.ts'
import { isClosed } from '../../../../src/domain/stateMachine.ts'
import { createLog } from '../../../../src/log.ts'
import { createGenerations } from '../../../../src/services/generation/generationService.ts'
import { createLimits } from '../../../../src/services/limits/limits.ts'
import { createUsage } from '../../../../src/services/limits/usage.ts'
import { catalogue, type KnownProvider, knownProviders } from '../../../support/catalogue.ts'
import { createManualClock } from '../../../support/createManualClock.ts'
import { createMemoryData, createMemoryStore, type MemoryData, type Write } from '../../../support/createMemoryStore.ts'
import { createFakeProvider, type FakeProvider } from './createFakeProvider.ts'
import { createOrigin } from './createOrigin.ts'

export const secretPrompt = 'a very private lighthouse'

export const textRequest: Request = {
  scene: { kind: 'prompt', prompt: secretPrompt },
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: true,
}

export const attachedPicture = {
  id: '1',
  url: 'https://cdn.test/start.png?hm=fake-signature',
  fileName: 'start.png',
  size: 1_000,
}

export const keptFrame: Frame = { hash: 'hash-start', format: 'png', width: 640, height: 360, size: 1_000 }

export const wideCaps: Caps = {
  openPerPerson: 1_000,
  perPersonPerDay: 1_000,
  attemptsPerPersonPerDay: 1_000,
  attemptsPerPersonPerMinute: 1_000,
  personDay: 'unlimited',
  serverMonth: 'unlimited',
  month: 'unlimited',
}

export interface WorldOptions {
  readonly providers?: readonly KnownProvider[]
  readonly slots?: Partial<Record<KnownProvider, number>>
  /** What providers offer in the place of what they do. */
  readonly models?: Partial<Record<KnownProvider, readonly Model[]>>
  readonly caps?: Partial<Caps>
  readonly policy?: Partial<Pick<Policy, 'allowedGuilds' | 'allowUserInstall' | 'quoteAbove'>>
  readonly pollsPerRequest?: number
  readonly canLookUp?: Partial<Record<KnownProvider, boolean>>
  readonly canCancel?: Partial<Record<KnownProvider, boolean>>
  /** What their APIs can do besides that. */
  readonly traits?: Partial<Provider['traits']>
  /** Free questions that the providers offer besides. */
  readonly offers?: Partial<Record<KnownProvider, readonly ('probe' | 'balance')[]>>
}

export type World = ReturnType<typeof createWorld>

/** Everything around the service, as fakes that write one ordered journal; processes come and go, the rest stays. */
export function createWorld(options: WorldOptions = {}) {
  const { pollsPerRequest = 1 } = options
  const clock = createManualClock()
  const journal: string[] = []
  const logged: string[] = []
  const data: MemoryData = createMemoryData()
  const fakes = Object.fromEntries(
    knownProviders.map((id) => [
      id,
      createFakeProvider({
        id,
        journal,
        pollsPerRequest,
        canLookUp: options.canLookUp?.[id] ?? id === 'runware',
        canCancel: options.canCancel?.[id] ?? id === 'runcomfy',
        offers: options.offers?.[id] ?? [],
        traits: options.traits ?? {},
      }),
    ]),
  ) as Record<KnownProvider, FakeProvider>
  const script = {
    take: [] as ((signal: AbortSignal | undefined) => Frame | Promise<Frame>)[],
    isKept: (_frame: Frame): boolean | Promise<boolean> => true,
    fetch: [] as (() => void)[],
    readFacts: [] as (() => void)[],
    showFinal: [] as ((generation: Generation) => ShowOutcome)[],
    showPrivately: [] as (() => ShowOutcome)[],
    tellPrivately: [] as (() => PrivateOutcome)[],
    takeAway: [] as (() => ShowOutcome)[],
    /** What is found when the answer to a command is looked for. */
    findAnswer: (_origin: Origin): Standing | Promise<Standing> => ({ kind: 'absent' }),
    notify: [] as (() => NotificationOutcome)[],
    beforeShow: (_generation: Generation, _context: StatusContext) => {},
    /** What every write goes through before and after it. */
    beforeWrite: (_write: Write): void | Promise<void> => {},
    afterWrite: (_write: Write): void | Promise<void> => {},
    beforeRead: () => {},
    /** The codes that are drawn next, before new ones. */
    recipes: [] as string[],
  }
  const shown: { generation: Generation; position: number | undefined; context: StatusContext }[] = []
  const finals: Generation[] = []
  const notices: Generation[] = []
  const noticeCircumstances: NotificationCircumstances[] = []
  let ids = 0
  let tasks = 0
  let recipes = 0

  const delivery: Delivery = {
    show(generation, context) {
      script.beforeShow(generation, context)
      shown.push({ generation, position: context.position, context })
      journal.push(`show ${generation.state}`)
    },
    async showFinal(generation) {
      finals.push(generation)
      journal.push(`showFinal ${generation.state}`)
      return script.showFinal.shift()?.(generation) ?? { shown: true }
    },
    async showPrivately(generation) {
      journal.push(`showPrivately ${generation.state}`)
      return script.showPrivately.shift()?.() ?? { shown: true }
    },
    async notify(generation, circumstances) {
      notices.push(generation)
      noticeCircumstances.push(circumstances)
      journal.push(`notify ${generation.state}`)
      return script.notify.shift()?.() ?? 'done'
    },
    async tellPrivately(_generation, way, isRepeated) {
      journal.push(`tell ${way}${isRepeated ? ' again' : ''}`)
      return script.tellPrivately.shift()?.() ?? 'stands'
    },
    async takeAway(generation) {
      journal.push(`takeAway ${generation.state}`)
      return script.takeAway.shift()?.() ?? { shown: true }
    },
    async postStatus({ state }) {
      journal.push(`postStatus ${state}`)
      return { kind: 'unknown' }
    },
    async postCopy() {
      throw new Error('postCopy was not expected')
    },
    async findCopy() {
      throw new Error('findCopy was not expected')
    },
    renewToken(generationId, { token }) {
      journal.push(`renewToken ${generationId} ${token}`)
    },
    reopen({ id }) {
      journal.push(`reopen ${id}`)
    },
    async drain() {},
  }
  const pictures: Pick<Pictures, 'store' | 'isStored'> = {
    async store(_attached, role, signal) {
      journal.push(`take ${role}`)
      return (await script.take.shift()?.(signal)) ?? { ...keptFrame, hash: `hash-${role}` }
    },
    isStored: async (frame) => script.isKept(frame),
  }
  const results: Results = {
    async fetch(url) {
      journal.push('fetch')
      script.fetch.shift()?.()
      return { url, hash: 'hash-video', size: 5_000_000 }
    },
    mayShow: (url) => url.startsWith('https:'),
    async readFacts() {
      journal.push('readFacts')
      script.readFacts.shift()?.()
      return { width: 1280, height: 720, duration: 5, hasSound: true, codec: 'avc' }
    },
  }

  /** A process: its own memory, the same disk and the same providers. */
  function boot(changes: Pick<WorldOptions, 'providers' | 'slots' | 'models'> = {}) {
    const offer = <T extends ProviderProfile>(profile: T): T => {
      const models = { ...options.models, ...changes.models }[profile.id as KnownProvider]
      return models === undefined ? profile : { ...profile, models }
    }
    const order = changes.providers ?? options.providers ?? ['runcomfy', 'runware']
    let isDead = false
    const store = createMemoryStore({
      data,
      async beforeWrite(write) {
        if (isDead) await new Promise(() => {})
        await script.beforeWrite(write)
        if (isDead) await new Promise(() => {})
      },
      beforeRead: () => script.beforeRead(),
      async afterWrite(write) {
        const record = write.record as Generation | undefined
        if (write.collection === 'generations') {
          const isLast = record !== undefined && isClosed(record)
          journal.push(`${isLast ? 'finish' : 'save'} ${record?.state ?? write.kind}`)
        }
        await script.afterWrite(write)
        if (isDead) await new Promise(() => {})
      },
    })
    const caps = { ...wideCaps, ...options.caps }
    const books = { generations: store.generations, caps, usualPrice: undefined, clock }
    const limits = createLimits({ ...books, providers: [] })
    const timersOfProcess = new Set<() => void>()
    const generations = createGenerations({
      store,
      catalogue: catalogue.map(offer),
      providers: order.map((id) => offer(fakes[id].provider)),
      limits,
      preferences: { noticePlaceOf: async () => 'here', choicesFor: async () => [] },
      rules: { standingOf: async () => ({ limits: noServerLimits }) },
      delivery,
      answers: {
        async find({ origin }) {
          journal.push('look for the answer')
          return script.findAnswer(origin)
        },
      },
      pictures,
      results,
      policy: { allowedGuilds: 'any', allowUserInstall: true, quoteAbove: 'unlimited', ...options.policy },
      slots: { runcomfy: 5, runware: 5, ...options.slots, ...changes.slots },
      clock: {
        now: clock.now,
        after(milliseconds, run) {
          const cancel = clock.after(milliseconds, run)
          timersOfProcess.add(cancel)
          return cancel
        },
      },
      identifiers: {
        generation: () => {
          ids += 1
          return `generation-${String(ids).padStart(5, '0')}`
        },
        task: () => {
          tasks += 1
          return `task-${tasks}`
        },
        recipe: () => {
          recipes += 1
          return script.recipes.shift() ?? String(recipes).padStart(7, '0')
        },
        fraction: () => 0,
      },
      log: createLog({ level: 'debug', secrets: [], destination: { write: (line) => void logged.push(line) } }),
      shutdownGrace: seconds(25),
    })
    return {
      ...generations,
      limits,
      ...createUsage({ ...books, countFreed: generations.countFreed }),
      /** As SIGKILL does: no write ends any more, no timer fires. */
      kill() {
        isDead = true
        for (const cancel of timersOfProcess) cancel()
      },
    }
  }

  /** The record as it stands on the disk, wherever. */
  function read(id: string): Generation {
    const record = data.generations.get(id)
    if (record === undefined) throw new Error(`Nothing is saved of ${id}`)
    return record
  }

  const listOpen = () => [...data.generations.values()].filter((record) => !isClosed(record))

  /** One command up to the acknowledged answer. */
  async function ask(
    process: Pick<ReturnType<typeof boot>, 'accept' | 'begin'>,
    request: Partial<Request> = {},
    origin: Partial<Origin> = {},
  ): Promise<string> {
    const { generation } = await process.accept(
      { request: { ...textRequest, ...request } },
      createOrigin({ tokenExpiresAt: clock.now() + minutes(15), ...origin }),
    )
    await process.begin(generation.id, { messageId: `message-${generation.id}`, ephemeral: false })
    await clock.advance(0)
    return generation.id
  }

  return {
    clock,
    journal,
    logged,
    data,
    script,
    shown,
    finals,
    notices,
    noticeCircumstances,
    boot,
    read,
    listOpen,
    /** Whether nothing is left to do for it. */
    isClosed: (id: string) => isClosed(read(id)),
    ask,
    ...fakes,
  }
}
