import {
  type CancelAnswer,
  type PollOutcome,
  type PollState,
  type Provider,
  ProviderError,
  type ProviderErrorFacts,
} from '../../../../src/domain/contracts/provider.ts'
import { joinPrompts } from '../../../../src/domain/request.ts'
import { type KnownProvider, offersOf } from '../../../support/catalogue.ts'

export interface FakeProviderOptions {
  readonly id: KnownProvider
  /** Everything that reaches the provider is written here, in order. */
  readonly journal: string[]
  readonly canLookUp?: boolean
  readonly canCancel?: boolean
  readonly pollsPerRequest?: number
  readonly traits?: Partial<Provider['traits']>
  /** Free questions that it offers besides; none by default. */
  readonly offers?: readonly ('probe' | 'balance')[]
}

/** The provider's own memory: outlives the bot's process. */
export interface FakeJob {
  readonly taskId: string
  state: PollOutcome
}

export type FakeProvider = ReturnType<typeof createFakeProvider>

export function createProviderError(facts: Partial<ProviderErrorFacts> & Pick<ProviderErrorFacts, 'code'>) {
  return new ProviderError({ provider: 'runcomfy', retryable: false, ambiguous: false, detail: 'raw words', ...facts })
}

/**
 * A provider that accepts everything until a test says otherwise. Scripted answers are taken one after another; a function
 * throws or answers, `undefined` means the usual answer.
 */
export function createFakeProvider(options: FakeProviderOptions) {
  const {
    id,
    journal,
    canLookUp = id === 'runware',
    canCancel = id === 'runcomfy',
    pollsPerRequest = 1,
    offers = [],
  } = options
  const [profile] = offersOf(id)
  if (profile === undefined) throw new Error(`${id} is not in the catalogue`)
  const jobs = new Map<string, FakeJob>()
  const script = {
    prepare: [] as ((signal: AbortSignal | undefined) => void | Promise<void>)[],
    /** Called instead of accepting; `accept` takes the job all the same, as a provider whose answer is lost does. */
    submit: [] as ((accept: () => string) => string | Promise<string>)[],
    poll: [] as (() => PollOutcome)[],
    lookup: [] as (() => void)[],
    cancel: [] as (() => CancelAnswer | Promise<CancelAnswer>)[],
    probe: [] as (() => void)[],
    balance: [] as (() => number)[],
  }
  const counts = { posts: 0, requests: [] as number[] }

  const provider: Provider = {
    ...profile,
    pollsPerRequest,
    traits: {
      idempotency: canLookUp ? 'provesConflict' : 'none',
      cancel: canCancel ? 'queued' : 'none',
      price: 'reported',
      callbacks: 'none',
      ...options.traits,
    },
    resultHosts: ['results.test'],
    async prepare(model, request, _frames, signal) {
      journal.push(`prepare ${id}`)
      await script.prepare.shift()?.(signal)
      return { model, body: { prompt: joinPrompts(request) } }
    },
    async submit(_prepared, { taskId }) {
      counts.posts += 1
      journal.push(`POST ${id} ${taskId}`)
      const accept = () => {
        const operation = `${id}-${taskId}`
        if (!jobs.has(operation)) jobs.set(operation, { taskId, state: { status: 'rendering' } })
        return operation
      }
      return (await script.submit.shift()?.(accept)) ?? accept()
    },
    async poll(items) {
      counts.requests.push(items.length)
      const scripted = script.poll.shift()
      return new Map(
        items.map(({ generationId, operation }) => {
          journal.push(`check ${id}`)
          return [generationId, scripted?.() ?? jobs.get(String(operation))?.state ?? ({ status: 'gone' } as PollState)]
        }),
      )
    },
    ...(canLookUp && {
      async lookup(taskId: string) {
        journal.push(`lookup ${id}`)
        script.lookup.shift()?.()
        const operation = `${id}-${taskId}`
        return jobs.has(operation) ? { found: true as const, operation } : { found: false as const }
      },
    }),
    ...(canCancel && {
      async cancel(operation: unknown) {
        journal.push(`cancel ${id}`)
        const answer = (await script.cancel.shift()?.()) ?? 'cancelled'
        const job = jobs.get(String(operation))
        if (answer === 'cancelled' && job !== undefined) job.state = { status: 'cancelled' }
        return answer
      },
    }),
  }

  if (offers.includes('probe')) {
    provider.probe = async () => {
      journal.push(`probe ${id}`)
      script.probe.shift()?.()
    }
  }
  if (offers.includes('balance')) {
    provider.balance = async () => {
      journal.push(`balance ${id}`)
      return script.balance.shift()?.() ?? 100_000_000
    }
  }

  return {
    provider,
    jobs,
    script,
    counts,
    /** What every job looks like from now on. */
    setState(state: PollOutcome) {
      for (const job of jobs.values()) job.state = state
    },
    succeed(cost?: number) {
      for (const job of jobs.values()) {
        job.state = {
          status: 'succeeded',
          videoUrl: `https://results.test/${job.taskId}.mp4`,
          notSafeForWork: false,
          ...(cost !== undefined && { cost }),
        }
      }
    },
  }
}
