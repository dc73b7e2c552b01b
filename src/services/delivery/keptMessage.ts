import { hash } from 'node:crypto'
import { type Clock, seconds } from '../../domain/clock.ts'
import type { MessageView, ShowOutcome } from '../../domain/contracts/delivery.ts'
import type { Log } from '../../log.ts'
import { createEditFallback } from './editFallback.ts'
import { type DeleteMessage, type EditMessage, findUploadedUrl } from './editor.ts'
import type { AvoidedRoutes, MessageRoute } from './messageRoute.ts'
import { type Permit, type RateLimitQueues, waitForPermit } from './rateLimitQueue.ts'
import { describeRestError } from './rest.ts'

/** From one edit of a message to the next that is not its last. */
const spacing = seconds(3)
const minorSpacing = seconds(5)
/** How far minor changes step back behind the others. */
const minorPatience = seconds(20)
/** At the end of the process nothing but a last state waits longer than this for another attempt. */
const hastenedPatience = seconds(1)

/** What one message of Discord is to show: `Content` is whatever it is drawn from. */
interface MessageDefinition<Content> {
  /** What the log says of the message. */
  readonly facts: Readonly<Record<string, string>>
  readonly findRoute: (content: Content, avoided: AvoidedRoutes) => MessageRoute | undefined
  readonly render: (content: Content, options: RenderOptions) => RenderedMessage
  /** Whether the change from one to the other may wait a little longer. */
  readonly isMinorChange: (before: Content, after: Content) => boolean
  /** Whether it goes before the messages that will change again. */
  readonly isFinished: (content: Content) => boolean
  /** Whether the message is to be deleted. */
  readonly isTakenAway: (content: Content) => boolean
}

export interface RenderOptions {
  /** Bytes that may be uploaded with the message; 0 where nothing may. */
  readonly uploadLimit: number
  /** False where Discord's AutoMod refused the message because of the echoed prompt. */
  readonly withPrompt: boolean
}

export interface RenderedMessage {
  readonly view: MessageView
  /** The names of the uploaded videos, where there are any, and whose each is. */
  readonly uploads?: ReadonlyMap<string, string>
  /** Nothing is to stand there any more: the message is deleted. */
  readonly isTakenAway?: boolean
}

export interface KeptMessageDependencies {
  readonly edit: EditMessage
  readonly remove: DeleteMessage
  /** Discord calls the token ended. Returns whether the token is given up. */
  readonly onTokenRefused: (route: Extract<MessageRoute, { kind: 'token' }>) => boolean
  readonly queues: RateLimitQueues
  readonly clock: Clock
  readonly log: Log
}

/** One message of Discord and what is to stand in it. */
export interface KeptMessage<Content> {
  /** Without effect while a last state is on its way. */
  show(content: Content): void
  /** Joins the last state that is on its way; but a deletion takes its place, and follows the request in flight. */
  showFinal(content: Content): Promise<ShowOutcome>
  /** A click brought a new token, and may have changed the message: what is pending goes at once. */
  renew(): void
  /** Something has changed at its place: what was closed is tried again at once. */
  reopen(): void
  /** Spaces no more, and gives up what would wait for long. */
  hasten(): void
  /** Resolves when nothing is pending and nothing is on its way. */
  settle(): Promise<void>
  isSettled(): boolean
  stop(): void
}

interface Pending<Content> {
  readonly content: Content
  /** When the message began to be out of date; milliseconds since the epoch. */
  readonly since: number
}

interface Final<Content> extends Pending<Content> {
  readonly outcome: Promise<ShowOutcome>
  readonly resolve: (outcome: ShowOutcome) => void
}

interface Priority {
  readonly isFinished: boolean
  readonly isMinor: boolean
}

/**
 * Keeps one message up to date with at most one request in flight. Every round looks at what is pending now, chooses the route,
 * waits for a permit on it and makes one request. Whatever changes meanwhile ends the wait and begins a new round, so the
 * newest state wins, a last state waits behind nothing but the request in flight, and the fallbacks (token to channel, upload
 * to link, prompt to no prompt) are rounds like any other. A change that would wait in the same place does not end the wait:
 * the message is drawn when its permit comes.
 */
export function keepMessage<Content>(
  definition: MessageDefinition<Content>,
  { edit, remove, onTokenRefused, queues, clock, log }: KeptMessageDependencies,
): KeptMessage<Content> {
  const { facts, findRoute, render } = definition
  let pending: Pending<Content> | undefined
  let final: Final<Content> | undefined
  /** What stands in the message, as far as we know. */
  let shown: { readonly digest: string; readonly content: Content } | undefined
  let startedAt = Number.NEGATIVE_INFINITY
  const fallback = createEditFallback({ facts, onTokenRefused, clock, log })
  const { outages } = fallback
  let isHastened = false
  let isStopped = false
  let waiting: (Priority & { leave(): void }) | undefined
  let running: Promise<void> | undefined

  const interrupt = () => waiting?.leave()

  function wake(): void {
    interrupt()
    running ??= run()
  }

  async function run(): Promise<void> {
    // Callers are never kept waiting for the drawing.
    await Promise.resolve()
    for (let job = final ?? pending; job !== undefined; job = final ?? pending) {
      try {
        await takeRound(job)
      } catch (error) {
        log.error({ ...facts, ...describeRestError(error) }, 'The status message could not be drawn')
        finish(final ?? job, { shown: false, reason: 'failed' })
      }
    }
    running = undefined
  }

  async function takeRound(job: Pending<Content>): Promise<void> {
    const route = findRoute(job.content, outages.listAvoided())
    const known = findKnownOutcome(job, route)
    if (known !== undefined || route === undefined) {
      finish(job, known ?? { shown: false, reason: 'noRoute' })
      return
    }
    const priority = findPriority(job)
    const { permit, leave } = waitForPermit(
      clock,
      findPause(job, route, priority),
      () => queues.forEdit(route, priority.isFinished || shown === undefined),
      { isFinished: priority.isFinished, due: job.since + (priority.isMinor ? minorPatience : 0) },
    )
    waiting = { ...priority, leave }
    const given = await permit
    waiting = undefined
    if (given !== undefined) await usePermit(given, route.kind)
  }

  function findPriority(job: Pending<Content>): Priority {
    return {
      isFinished: job === final || definition.isFinished(job.content),
      isMinor: shown !== undefined && definition.isMinorChange(shown.content, job.content),
    }
  }

  /** What needs no request. */
  function findKnownOutcome(job: Pending<Content>, route: MessageRoute | undefined): ShowOutcome | undefined {
    if (isStopped) return { shown: false, reason: 'failed' }
    if (fallback.isGone) return { shown: false, reason: 'messageGone' }
    if (route === undefined) return undefined
    if (job === final) return outages.isClosed(route.kind) ? { shown: false, reason: 'closed' } : undefined
    if (!isHastened) return undefined
    if (outages.remaining(route.kind) > hastenedPatience) return { shown: false, reason: 'failed' }
    return isShown(job, draw(job, route)) ? { shown: true } : undefined
  }

  function draw(job: Pending<Content>, route: MessageRoute): RenderedMessage {
    const { mayUpload, withPrompt } = fallback
    return render(job.content, { uploadLimit: job === final && mayUpload ? route.uploadLimit : 0, withPrompt })
  }

  /** A last state is always sent: only the answer to it proves that it stands there. */
  function isShown(job: Pending<Content>, { view }: RenderedMessage): boolean {
    return job !== final && shown !== undefined && computeDigest(view) === shown.digest
  }

  /** Milliseconds; never more than what is asked for, also when the clock was set back. */
  function findPause(job: Pending<Content>, { kind }: MessageRoute, { isMinor }: Priority): number {
    const isSpaced = job !== final && shown !== undefined && !isHastened
    const asked = isSpaced ? (isMinor ? minorSpacing : spacing) : 0
    return Math.max(outages.remaining(kind), Math.min(startedAt + asked - clock.now(), asked))
  }

  async function usePermit(permit: Permit, kind: MessageRoute['kind']): Promise<void> {
    let isUsed = false
    try {
      const job = final ?? pending
      const route = job && findRoute(job.content, outages.listAvoided())
      // The token may have ended while we waited, and the permit was for the other route.
      if (job === undefined || route === undefined || route.kind !== kind) return
      const rendered = draw(job, route)
      if (isShown(job, rendered)) return finish(job, { shown: true })
      isUsed = true
      await request(job, route, rendered)
    } finally {
      if (isUsed) permit.release()
      else permit.cancel()
    }
  }

  async function request(job: Pending<Content>, route: MessageRoute, rendered: RenderedMessage): Promise<void> {
    const { view, uploads, isTakenAway } = rendered
    startedAt = clock.now()
    try {
      const message = isTakenAway === true ? await remove(route) : await edit(route, view)
      fallback.forgive()
      shown = { digest: computeDigest(view), content: job.content }
      const found = [...(uploads ?? [])].flatMap(([name, generationId]) => {
        const url = findUploadedUrl(message, name)
        return url === undefined ? [] : [[generationId, url] as const]
      })
      finish(job, { shown: true, ...(found.length > 0 && { uploads: Object.fromEntries(found) }) })
    } catch (error) {
      const reason = fallback.note(error, { route, isUpload: uploads !== undefined, isLast: job === final })
      if (reason !== undefined) finish(job, { shown: false, reason })
    }
  }

  function finish(job: Pending<Content>, outcome: ShowOutcome): void {
    if (!outcome.shown) outages.clear()
    if (job === pending) pending = undefined
    if (final === undefined || job !== final) return
    final.resolve(outcome)
    final = undefined
  }

  return {
    show(content) {
      if (isStopped || final !== undefined) return
      pending = { content, since: pending?.since ?? clock.now() }
      const { isFinished, isMinor } = findPriority(pending)
      if (waiting?.isFinished !== isFinished || waiting.isMinor !== isMinor) wake()
    },
    showFinal(content) {
      const earlier = final
      const isDeletion = definition.isTakenAway(content)
      if (earlier !== undefined && (!isDeletion || definition.isTakenAway(earlier.content))) return earlier.outcome
      let resolve = (_outcome: ShowOutcome) => {}
      const outcome = new Promise<ShowOutcome>((resolveOutcome) => {
        resolve = resolveOutcome
      })
      void outcome.then((known) => earlier?.resolve(known))
      final = { content, since: clock.now(), outcome, resolve }
      pending = undefined
      fallback.forgive()
      wake()
      return outcome
    },
    renew() {
      shown = undefined
      fallback.forgive()
      interrupt()
    },
    reopen() {
      outages.open()
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

function computeDigest({ body, files }: MessageView): string {
  return hash('sha256', JSON.stringify([body, files]), 'base64')
}
