import type { Clock } from '../../domain/clock.ts'
import type { Answers } from '../../domain/contracts/answers.ts'
import type { Delivery } from '../../domain/contracts/delivery.ts'
import type { Limits } from '../../domain/contracts/limits.ts'
import type { Pictures, Results } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import type { Store } from '../../domain/contracts/store.ts'
import type { Generation } from '../../domain/generation.ts'
import type { Identifiers } from '../../domain/identifiers.ts'
import type { Catalogue } from '../../domain/models.ts'
import type { ProviderId } from '../../domain/operation.ts'
import type { Policy } from '../../domain/policy.ts'
import type { KeyQueue, Limiter } from '../../lib/concurrency.ts'
import type { Timers } from '../../lib/timers.ts'
import type { Log } from '../../log.ts'
import type { Aborts } from './createAborts.ts'
import type { DeliveryRetries } from './createDeliveryRetries.ts'
import type { Starts } from './createStarts.ts'
import type { Suspects } from './createSuspects.ts'
import type { Turns } from './createTurns.ts'
import type { Work } from './createWork.ts'
import type { PollMoment } from './polling/pollPlan.ts'
import type { PollRounds } from './polling/pollScheduler.ts'
import type { RenderTimes, RenderTimesKeeper } from './polling/renderTimes.ts'
import type { GenerationRepository } from './records/generationRepository.ts'
import type { TransientStates } from './records/transientState.ts'
import type { ProviderHealth } from './routing/providerHealth.ts'

/** What the generation service needs of the others. */
export interface GenerationsDependencies {
  readonly store: Pick<Store, 'settings' | 'archive'> & {
    readonly generations: Pick<
      Store['generations'],
      'get' | 'update' | 'delete' | 'open' | 'findByInteraction' | 'findByClaim'
    >
  }
  /** In the operator's order of preference. */
  readonly providers: readonly Provider[]
  /** Every known provider: a generation may be under way at one that is configured no more. */
  readonly catalogue: Catalogue
  readonly limits: Limits
  readonly delivery: Pick<Delivery, 'show' | 'showFinal' | 'showPrivately' | 'notify' | 'renewToken' | 'reopen'>
  readonly answers: Pick<Answers, 'find'>
  readonly pictures: Pick<Pictures, 'store' | 'isStored'>
  readonly results: Results
  readonly policy: Pick<Policy, 'allowedGuilds' | 'allowUserInstall'>
  /** How long the prompts and ids of finished generations are kept, in milliseconds. */
  readonly recordRetention: number
  /** How many generations each provider may render for us at once. */
  readonly slots: Readonly<Record<ProviderId, number>>
  readonly clock: Clock
  readonly identifiers: Identifiers
  readonly log: Log
  /** How long `stop` waits for submits in flight, in milliseconds. */
  readonly shutdownGrace: number
  /** When a running generation is polled next; as learned from earlier ones by default. */
  readonly nextPollDelay?: (moment: PollMoment) => number
}

/** What every verb of this room works with. */
export interface Room extends GenerationsDependencies {
  /** Whose turn it is at a provider: deficit round robin over people. */
  turnsAt(provider: ProviderId): Turns
  readonly nextPollDelay: (moment: PollMoment) => number
  /** How much earlier than planned a check may come along with others, in milliseconds. */
  readonly computeLeeway: (delay: number) => number
  readonly repository: GenerationRepository
  readonly transient: TransientStates
  readonly timers: Timers
  readonly work: Work
  /** Who is not begun yet, because processes died over it. */
  readonly suspects: Suspects
  /** When undelivered ones are tried again. */
  readonly retries: DeliveryRetries
  readonly rounds: PollRounds
  /** Which providers nothing is sent to for now. */
  readonly health: ProviderHealth
  /** How long renders take, learned from those that finished. */
  readonly renderTimes: RenderTimes
  readonly renderTimesKeeper: RenderTimesKeeper
  /** Cancels at a provider, one at a time for each generation: a second one would be told that it comes too late. */
  readonly cancels: KeyQueue
  /** How many requests of checks go to one provider at once. */
  checkGateAt(provider: ProviderId): Limiter
  /** How many finished videos are fetched at once. */
  readonly fetchGate: Limiter
  /** Generations that were chosen to be sent, before `submitting` is saved. */
  readonly starts: Starts
  /** Calls the work on a generation off when it has ended, and all of it at the stop. */
  readonly aborts: Aborts
  /** Submits in flight, until their outcome is saved. */
  readonly submits: Set<Promise<void>>
  isStopping(): boolean
  /** Does what the state of the generation asks for next. Harmless where that is being done already. */
  proceed(generation: Generation): void
  /** Plans one look at who can be sent to a provider now. */
  dispatch(): void
  /** Shows the present state in the status message. */
  show(generation: Generation): void
}
