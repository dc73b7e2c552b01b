import { type Clock, seconds } from '../../domain/clock.ts'
import type { Renderer, ShowOutcome, StatusContext } from '../../domain/contracts/delivery.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import type { AvoidedRoutes, Route } from './chooseRoute.ts'
import { classifyError } from './classifyError.ts'
import type { EditMessage } from './createEditor.ts'
import type { Turn } from './createLane.ts'
import type { Lanes } from './createLanes.ts'
import { createSetbacks, shortRetries } from './createSetbacks.ts'
import { decideStep } from './decideStep.ts'
import { describeError } from './describeError.ts'
import { type Drawing, drawStatus } from './drawStatus.ts'
import { findUploadedUrl } from './findUploadedUrl.ts'
import { isPlaceOnly } from './isPlaceOnly.ts'
import { queueForTurn } from './queueForTurn.ts'

/** From one edit of a message to the next that is not its last. */
const spacing = seconds(3)
const placeSpacing = seconds(5)
/** How far changes of place step back behind changes of state. */
const placePatience = seconds(20)
/** At the end of the process nothing but a last state waits longer than this for another attempt. */
const hastenedPatience = seconds(1)

export interface StatusMessageDependencies {
  readonly generationId: string
  /** Whether it is a private message to the owner. */
  readonly isPrivate: boolean
  readonly findRoute: (generation: Generation, avoided: AvoidedRoutes) => Route | undefined
  /** Returns whether the token is given up. */
  readonly onTokenRefused: (route: Extract<Route, { kind: 'token' }>) => boolean
  readonly edit: EditMessage
  readonly renderer: Renderer
  readonly lanes: Lanes
  readonly clock: Clock
  readonly log: Log
}

/** One message of Discord and what is to stand in it. */
export interface StatusMessage {
  show(generation: Generation, context: StatusContext): void
  showFinal(generation: Generation): Promise<ShowOutcome>
  /** A click brought a new token, and may have changed the message: what is wanted next goes at once. */
  renew(): void
  /** Something has changed at its place: what was closed is tried again at once. */
  reopen(): void
  /** Spaces no more, and gives up what would wait for long. */
  hasten(): void
  /** Resolves when nothing is wanted and nothing is on its way. */
  settle(): Promise<void>
  isSettled(): boolean
  stop(): void
}

interface Wanted {
  readonly generation: Generation
  readonly context: StatusContext
  /** When the message began to be out of date; milliseconds since the epoch. */
  readonly since: number
}

interface Last extends Wanted {
  readonly outcome: Promise<ShowOutcome>
  readonly resolve: (outcome: ShowOutcome) => void
}

/**
 * Keeps at most one request in flight. Every round looks at what is wanted now, chooses the route, waits for a turn on it and
 * makes one request. Whatever changes meanwhile ends the wait and begins a new round, so the newest state wins, a last
 * state waits behind nothing but the request in flight, and the steps down (token to channel, upload to link, prompt to no
 * prompt) are rounds like any other.
 */
export function createStatusMessage(dependencies: StatusMessageDependencies): StatusMessage {
  const { generationId, isPrivate, findRoute, onTokenRefused, edit, renderer, lanes, clock, log } = dependencies
  let wanted: Wanted | undefined
  let last: Last | undefined
  /** What stands in the message, as far as we know. */
  let standing: { readonly digest: string; readonly generation: Generation } | undefined
  let startedAt = Number.NEGATIVE_INFINITY
  const setbacks = createSetbacks(clock)
  let withPrompt = true
  let mayUpload = true
  let isGone = false
  let isHastened = false
  let isStopped = false
  let interrupt = () => {}
  let running: Promise<void> | undefined

  function wake(): void {
    interrupt()
    running ??= run()
  }

  async function run(): Promise<void> {
    // Callers are never kept waiting for the drawing.
    await Promise.resolve()
    for (let job = last ?? wanted; job !== undefined; job = last ?? wanted) {
      try {
        await takeRound(job)
      } catch (error) {
        log.error({ generationId, ...describeError(error) }, 'The status message could not be drawn')
        end(last ?? job, { shown: false, reason: 'failed' })
      }
    }
    running = undefined
  }

  async function takeRound(job: Wanted): Promise<void> {
    const route = findRoute(job.generation, setbacks.listAvoided())
    const known = findKnownOutcome(job, route)
    if (known !== undefined || route === undefined) {
      end(job, known ?? { shown: false, reason: 'noRoute' })
      return
    }
    const isLater = standing !== undefined && isPlaceOnly(standing.generation, job.generation)
    const isFinished = job === last || isFinal(job.generation)
    const queued = queueForTurn(
      clock,
      findPause(job, route, isLater),
      lanes.forEdit(route, isFinished || standing === undefined),
      { isFinished, due: job.since + (isLater ? placePatience : 0) },
    )
    interrupt = queued.leave
    const turn = await queued.turn
    interrupt = () => {}
    if (turn !== undefined) await useTurn(turn, route.kind)
  }

  /** What needs no request. */
  function findKnownOutcome(job: Wanted, route: Route | undefined): ShowOutcome | undefined {
    if (isStopped) return { shown: false, reason: 'failed' }
    if (isGone) return { shown: false, reason: 'messageGone' }
    if (route === undefined) return undefined
    if (job === last) return setbacks.isClosed(route.kind) ? { shown: false, reason: 'closed' } : undefined
    if (isHastened && setbacks.remaining(route.kind) > hastenedPatience) return { shown: false, reason: 'failed' }
    return draw(job, route).digest === standing?.digest ? { shown: true } : undefined
  }

  function draw(job: Wanted, route: Route): Drawing {
    const { generation, context } = job
    const size = generation.result?.hash === undefined ? undefined : generation.result.size
    const fits = job === last && mayUpload && size !== undefined && size <= route.uploadLimit
    return drawStatus(renderer, generation, { ...context, video: fits ? 'upload' : 'link', withPrompt, isPrivate })
  }

  /** Milliseconds; never more than what is asked for, also when the clock was set back. */
  function findPause(job: Wanted, { kind }: Route, isLater: boolean): number {
    const isSpaced = job !== last && standing !== undefined && !isHastened
    const asked = isSpaced ? (isLater ? placeSpacing : spacing) : 0
    return Math.max(setbacks.remaining(kind), Math.min(startedAt + asked - clock.now(), asked))
  }

  async function useTurn(turn: Turn, kind: Route['kind']): Promise<void> {
    let isUsed = false
    try {
      const job = last ?? wanted
      const route = job && findRoute(job.generation, setbacks.listAvoided())
      // The token may have ended while we waited, and the turn was for the other route.
      if (job === undefined || route === undefined || route.kind !== kind) return
      const drawing = draw(job, route)
      isUsed = true
      await request(job, route, drawing)
    } finally {
      if (isUsed) turn.release()
      else turn.giveBack()
    }
  }

  async function request(job: Wanted, route: Route, drawing: Drawing): Promise<void> {
    startedAt = clock.now()
    try {
      const message = await edit(route, drawing.view)
      forgive()
      standing = { digest: drawing.digest, generation: job.generation }
      const uploadedUrl = drawing.uploads === undefined ? undefined : findUploadedUrl(message, drawing.uploads)
      end(job, { shown: true, ...(uploadedUrl !== undefined && { uploadedUrl }) })
    } catch (error) {
      stepDown(error, job, route, drawing)
    }
  }

  /** Prepares the next round after a failed one, or ends what cannot be reached. */
  function stepDown(error: unknown, job: Wanted, route: Route, drawing: Drawing): void {
    const problem = classifyError(error, route.kind)
    const isLast = job === last
    const isOurFault = problem === 'refused' || problem === 'unauthorized'
    if (problem === 'messageGone') setbacks.lose(route.kind)
    if (problem === 'temporary') setbacks.fail()
    const step = decideStep(problem, {
      isUpload: drawing.uploads !== undefined,
      withPrompt,
      timesGone: setbacks.timesGone,
      failures: setbacks.failures,
      // A last state is tried again as a whole; nobody else would try what comes before it.
      patience: isLast ? shortRetries : Number.POSITIVE_INFINITY,
    })
    const isGivenUp = step.kind === 'otherRoute' && route.kind === 'token' && onTokenRefused(route)
    const isClosed = step.kind === 'closed' || (step.kind === 'otherRoute' && !isGivenUp)
    if (isClosed) setbacks.close(route.kind)
    const isPausing = step.kind === 'later' || (isClosed && !isLast)
    const facts = {
      generationId,
      route: route.kind,
      problem,
      ...describeError(error),
      ...(isPausing && { secondsUntilNext: Math.ceil(setbacks.remaining(route.kind) / 1_000) }),
    }
    log[isOurFault ? 'error' : 'warn'](facts, 'An edit failed')
    if (step.kind === 'withoutPrompt') withPrompt = false
    if (step.kind === 'asLink' || (step.kind === 'later' && step.asLink)) mayUpload = false
    if (step.kind !== 'end') return
    if (step.reason === 'messageGone') isGone = true
    if (step.reason === 'archived' && !isLast) {
      for (const kind of ['token', 'channel'] as const) setbacks.close(kind)
      return
    }
    end(job, { shown: false, reason: step.reason })
  }

  /** What went wrong before says nothing about what comes. */
  function forgive(): void {
    setbacks.clear()
    isGone = false
  }

  function end(job: Wanted, outcome: ShowOutcome): void {
    if (!outcome.shown) setbacks.clear()
    if (job === wanted) wanted = undefined
    if (last === undefined || job !== last) return
    last.resolve(outcome)
    last = undefined
  }

  return {
    show(generation, context) {
      if (last !== undefined || isStopped) return
      wanted = { generation, context, since: wanted?.since ?? clock.now() }
      wake()
    },
    showFinal(generation) {
      if (last !== undefined) return last.outcome
      let resolve = (_outcome: ShowOutcome) => {}
      const outcome = new Promise<ShowOutcome>((resolveOutcome) => {
        resolve = resolveOutcome
      })
      last = { generation, context: {}, since: clock.now(), outcome, resolve }
      wanted = undefined
      forgive()
      wake()
      return outcome
    },
    renew() {
      standing = undefined
      forgive()
      interrupt()
    },
    reopen() {
      setbacks.open()
      interrupt()
    },
    hasten() {
      isHastened = true
      interrupt()
    },
    settle: async () => running,
    isSettled: () => running === undefined,
    stop() {
      isStopped = true
      interrupt()
    },
  }
}
