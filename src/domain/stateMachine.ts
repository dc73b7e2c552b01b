import type { Failure, Generation, Settlement, State } from './generation.ts'

/** Every step a generation may take. The life of a generation is this table; nothing else changes a state. */
export const transitions: Readonly<Record<State, readonly State[]>> = {
  received: ['preparing', 'failed', 'cancelled'],
  preparing: ['queued', 'failed', 'cancelled'],
  queued: ['submitting', 'failed', 'cancelled'],
  // Back to `queued` only when the provider certainly did not accept the job.
  submitting: ['running', 'queued', 'unconfirmed', 'failed'],
  // `cancelled` when the person wanted that and the provider says that it never took the job.
  unconfirmed: ['running', 'submitting', 'failed', 'cancelled', 'lost'],
  running: ['succeeded', 'failed', 'cancelled', 'lost'],
  succeeded: [],
  failed: [],
  cancelled: [],
  lost: [],
}

export const finalStates = ['succeeded', 'failed', 'cancelled', 'lost'] as const satisfies readonly State[]
export type FinalState = (typeof finalStates)[number]
type OpenState = Exclude<State, FinalState>

/** The fields that a transition may set besides the state. */
export type Changes = Partial<Omit<Generation, 'id' | 'version' | 'state' | 'stateSince' | 'createdAt'>>

type With<Field extends keyof Generation> = { readonly [Name in Field]-?: Exclude<Generation[Name], undefined> }

/** What a step to these states has to bring: the handle of a running job, the video, the reason of a failure. */
interface Brought {
  submitting: With<'submits' | 'submittedAt'>
  running: With<'operation'>
  succeeded: With<'result'>
  failed: With<'failure'>
}
type ChangesTo<To extends State> = To extends keyof Brought ? [Changes & Brought[To]] : [Changes?]

export class ForbiddenTransition extends Error {
  constructor(from: State, to: State) {
    super(`A generation cannot go from ${from} to ${to}`)
    this.name = 'ForbiddenTransition'
  }
}

function step(generation: Generation, to: State, at: number, changes: Changes = {}): Generation {
  if (!transitions[generation.state].includes(to)) throw new ForbiddenTransition(generation.state, to)
  return { ...generation, ...changes, state: to, stateSince: at }
}

/** The generation one step further, not yet saved. `at` in milliseconds since the epoch. */
export function advance<To extends OpenState>(
  generation: Generation,
  to: To,
  at: number,
  ...[changes]: ChangesTo<To>
): Generation {
  return step(generation, to, at, changes)
}

/** The generation at its end: state, settlement and time of the end in one record, so that one save carries all. */
export function finish<To extends FinalState | 'unconfirmed'>(
  generation: Generation,
  to: To,
  at: number,
  settlement: Settlement,
  ...[changes]: ChangesTo<To>
): Generation {
  return step(generation, to, at, { ...changes, settlement, finishedAt: at })
}

/** The provider has the job, so that there is something to ask about, and to cancel. */
type Running = Generation & With<'provider' | 'submittedAt' | 'operation'> & { readonly state: 'running' }

export function isRunning(candidate: Generation): candidate is Running {
  const { state, provider, submittedAt, operation } = candidate
  return state === 'running' && provider !== undefined && submittedAt !== undefined && operation !== undefined
}

/** There is a video, or at least its address. */
type Succeeded = Generation & With<'result'> & { readonly state: 'succeeded' }

export function isSucceeded(candidate: Generation): candidate is Succeeded {
  return candidate.state === 'succeeded' && candidate.result !== undefined
}

/**
 * Whether the generation has ended. `unconfirmed` is an end only once it was settled: where the provider offers no way to
 * find out whether it took the job, that is all there will ever be to say.
 */
export function isFinal(candidate: Pick<Generation, 'state' | 'settlement'>): boolean {
  if (candidate.state === 'unconfirmed') return candidate.settlement !== undefined
  return (finalStates as readonly State[]).includes(candidate.state)
}

/** Finished and delivered: nothing is left to do for it. */
export function isClosed(candidate: Pick<Generation, 'state' | 'settlement' | 'delivery'>): boolean {
  return isFinal(candidate) && candidate.delivery.deliveredAt !== undefined
}

/** Whether the very same request may go better a second time. */
const retryable: Readonly<Record<Failure['kind'], boolean>> = {
  // The content or the picture has to change first.
  contentRefused: false,
  pictureRefused: false,
  // The service would refuse the same body again.
  requestRefused: false,
  outOfCredit: true,
  providerUnavailable: true,
  renderFailed: true,
  resultUnavailable: true,
  notAcknowledged: true,
  answerUnclear: true,
}

/** Whether the same request may be made once more by its button. */
export function canRetry(generation: Pick<Generation, 'state' | 'settlement' | 'failure'>): boolean {
  if (!isFinal(generation)) return false
  if (generation.state === 'lost' || generation.state === 'unconfirmed') return true
  if (generation.state !== 'failed') return false
  const { failure } = generation
  if (failure === undefined) return true
  if (failure.kind === 'pictureRefused') return ['unreachable', 'busy'].includes(failure.problem.kind)
  return retryable[failure.kind]
}

/** Whether it may go better with another prompt, which its owner can write in a form. */
export function canChangePrompt({ state, failure }: Pick<Generation, 'state' | 'failure'>): boolean {
  return state === 'failed' && failure?.kind === 'contentRefused'
}

/** Whether it may go better with other settings or without its picture, which its owner chooses on a card. */
export function canChangeSettings(generation: Pick<Generation, 'state' | 'settlement' | 'failure'>): boolean {
  const kind = generation.failure?.kind
  const isRefused = kind === 'requestRefused' || kind === 'pictureRefused'
  return generation.state === 'failed' && isRefused && !canRetry(generation)
}

/**
 * What was wrong with the request concerns its owner alone: told in private, and its public message is taken away. Not where
 * it stands there already, or somebody else was told of it.
 */
export function endsPrivately({ state, failure, origin, abandonedAt, stoppedBy, delivery }: Generation): boolean {
  if (state !== 'failed' || (failure?.kind !== 'contentRefused' && failure?.kind !== 'pictureRefused')) return false
  const isPublic = !origin.ephemeral && origin.context !== 1
  return isPublic && abandonedAt === undefined && stoppedBy === undefined && delivery.shownAt === undefined
}

/** It waits with us: nothing was sent, and a cancel is free. */
export function isWithUs({ state }: Pick<Generation, 'state'>): boolean {
  return state === 'received' || state === 'preparing' || state === 'queued'
}

/** `cancel`: the work can still be stopped, for free. `hide`: it cannot; what comes of it is for its owner alone. */
export type StopKind = 'cancel' | 'hide'

type Stoppable = Pick<Generation, 'state' | 'settlement' | 'cancelRequestedAt' | 'abandonedAt' | 'progress'>

/**
 * What whoever no longer wants it can still do; nothing where it has ended, or that was done.
 *
 * @param canCancelThere whether its provider takes a cancel, which helps until it renders
 */
export function findStop(generation: Stoppable, canCancelThere: boolean): StopKind | undefined {
  const { state, progress } = generation
  if (isFinal(generation) || isUnwanted(generation)) return undefined
  if (isWithUs(generation)) return 'cancel'
  const isStarted = state === 'unconfirmed' || progress?.status === 'rendering'
  return canCancelThere && !isStarted ? 'cancel' : 'hide'
}

/** Somebody no longer wants it: nothing may be sent for it any more. */
export function isUnwanted({
  cancelRequestedAt,
  abandonedAt,
}: Pick<Generation, 'cancelRequestedAt' | 'abandonedAt'>): boolean {
  return cancelRequestedAt !== undefined || abandonedAt !== undefined
}
