import { Colors, userMention } from 'discord.js'
import type { StatusContext } from '../domain/contracts/delivery.ts'
import type { Failure, Generation } from '../domain/generation.ts'
import type { FrameRole, PictureProblem } from '../domain/request.ts'
import { isFinal } from '../domain/stateMachine.ts'
import type { Charged } from '../domain/userError.ts'
import { formatRelativeTime, formatSpan } from './format.ts'
import { frameOptionNames } from './names.ts'
import { findShowing } from './resultGallery.ts'
import type { Texts } from './text/en.ts'

export interface StateDescription {
  readonly text: string
  /** 0xRRGGBB */
  readonly colour: number
  /** Of a finished video: whether there is more to say than that it is there. */
  readonly isSaidBesideVideo?: boolean
}

/** How the generation stands, in words and colour. What the person did comes before what the provider does. */
export function describeState(texts: Texts, generation: Generation, context: StatusContext): StateDescription {
  if (isFinal(generation)) return describeEnd(texts, generation)
  const { states } = texts
  if (context.isQuarantined === true) return { text: states.quarantined, colour: Colors.Red }
  const { abandonedAt, stoppedBy, cancelRequestedAt, overdueSince } = generation
  if (abandonedAt !== undefined) {
    const since = formatRelativeTime(abandonedAt)
    const text =
      stoppedBy === undefined ? states.hidden(since) : states.hiddenBy({ who: userMention(stoppedBy), since })
    return { text, colour: Colors.DarkGrey }
  }
  if (cancelRequestedAt !== undefined) {
    return { text: states.cancelRequested(formatRelativeTime(cancelRequestedAt)), colour: Colors.DarkGrey }
  }
  if (overdueSince !== undefined) {
    return { text: states.overdue(formatRelativeTime(submittedAtOf(generation))), colour: Colors.Yellow }
  }
  return addUsualTime(texts, describeStep(texts, generation, context), generation, context)
}

/** What was learned, or else what the catalogue expects; only where somebody waits for it. */
function addUsualTime(
  texts: Texts,
  step: StateDescription,
  { state }: Generation,
  { usual, expected }: StatusContext,
): StateDescription {
  const isAhead = state === 'queued' || state === 'submitting' || state === 'running'
  if (!isAhead) return step
  const { states } = texts
  if (usual !== undefined) {
    const span = formatSpan(texts, usual.from, usual.to)
    return { ...step, text: states.withUsualTime({ state: step.text, span }) }
  }
  if (expected === undefined) return step
  const span = formatSpan(texts, expected, expected)
  return { ...step, text: states.withExpectedTime({ state: step.text, span }) }
}

function submittedAtOf(generation: Generation): number {
  return generation.submittedAt ?? generation.stateSince
}

function describeStep({ states }: Texts, generation: Generation, context: StatusContext): StateDescription {
  const asked = formatRelativeTime(generation.createdAt)
  switch (generation.state) {
    case 'preparing': {
      const text = generation.request.startImage === undefined ? states.starting : states.checkingPicture
      return { text, colour: Colors.Grey }
    }
    case 'queued':
      return context.isPaused === true
        ? { text: states.paused(asked), colour: Colors.Yellow }
        : { text: describePosition(states, context.position, asked), colour: Colors.Grey }
    case 'submitting':
      return { text: states.submitting, colour: Colors.Blurple }
    case 'running':
      return { text: describeProgress(states, generation), colour: Colors.Blurple }
    case 'unconfirmed':
      return { text: states.unconfirmed(formatRelativeTime(generation.stateSince)), colour: Colors.Yellow }
    default:
      return { text: states.starting, colour: Colors.Grey }
  }
}

function describePosition(states: Texts['states'], position: number | undefined, since: string): string {
  if (position === undefined) return states.queued(since)
  return position === 0 ? states.queuedNext(since) : states.queuedBehind({ count: position, since })
}

function describeProgress(states: Texts['states'], generation: Generation): string {
  const since = formatRelativeTime(submittedAtOf(generation))
  if (generation.progress === undefined) return states.submitted(since)
  const { status, position } = generation.progress
  if (status === 'rendering') return states.rendering(since)
  if (position === undefined) return states.providerWaiting(since)
  return position === 0 ? states.providerWaitingNext(since) : states.providerWaitingBehind({ count: position, since })
}

/** How a final generation ended, and whether it counts against the person. */
export function describeEnd(texts: Texts, generation: Generation, isPrivate = false): StateDescription {
  const { states } = texts
  switch (generation.state) {
    case 'succeeded':
      return { ...describeSuccess(states, generation, isPrivate), colour: Colors.Green }
    case 'failed': {
      const failure = describeFailure(texts, generation.failure)
      const text = isPrivate
        ? [failure, ...describeCharge(texts, generation)].join('\n')
        : withCounting(texts, failure, generation)
      return { text, colour: Colors.Red }
    }
    case 'cancelled':
      return { text: withCounting(texts, describeCancel(states, generation), generation), colour: Colors.DarkGrey }
    case 'unconfirmed':
      return { text: withCounting(texts, states.unconfirmedForGood, generation), colour: Colors.Yellow }
    default:
      return { text: withCounting(texts, states.lost, generation), colour: Colors.Yellow }
  }
}

function describeCancel(states: Texts['states'], { stoppedBy }: Generation): string {
  return stoppedBy === undefined ? states.cancelled : states.stoppedBy(userMention(stoppedBy))
}

function describeSuccess(
  states: Texts['states'],
  generation: Generation,
  isPrivate: boolean,
): Omit<StateDescription, 'colour'> {
  const showing = findShowing(generation, isPrivate)
  if (showing === 'hidden') return { text: states.succeededHidden }
  if (showing === 'withheld') return { text: states.succeededWithheld }
  if (showing === 'covered') return { text: states.succeededSensitive, isSaidBesideVideo: true }
  if (generation.abandonedAt !== undefined) return { text: states.succeededAfterAll, isSaidBesideVideo: isPrivate }
  return { text: states.succeeded }
}

/** What it took of the allowance of whoever reads this, from the record alone. */
export function describeCharge({ userErrors, writing }: Texts, { settlement }: Charged): string[] {
  if (settlement === undefined) return []
  const amount = writing.money(settlement.spent)
  switch (settlement.basis) {
    case 'none':
      return [userErrors.nothingCharged]
    case 'reported':
      return [userErrors.charged(amount)]
    case 'estimated':
      return [userErrors.chargedAbout(amount)]
    case 'unknown':
      return [userErrors.perhapsCharged(amount)]
  }
}

function withCounting({ card }: Texts, sentence: string, { settlement }: Generation): string {
  if (settlement === undefined) return sentence
  const { spent, basis } = settlement
  if (spent === 0) return `${sentence}\n${card.notCounted}`
  return `${sentence}\n${basis === 'unknown' ? card.countedPerhaps : card.counted}`
}

/** Why there is no video, in a sentence of its kind. */
function describeFailure(texts: Texts, failure: Failure | undefined): string {
  if (failure === undefined) return texts.failures.renderFailed
  if (failure.kind === 'pictureRefused') return describePictureProblem(texts, failure.role, failure.problem)
  return texts.failures[failure.kind]
}

/** Why this picture cannot be used. */
export function describePictureProblem(
  { optionNames, pictures }: Texts,
  role: FrameRole,
  problem: PictureProblem,
): string {
  const option = optionNames[frameOptionNames[role]]
  switch (problem.kind) {
    case 'foreignOrigin':
    case 'unreachable':
    case 'notKept':
    case 'notAPicture':
    case 'broken':
    case 'tooDemanding':
    case 'busy':
      return pictures[problem.kind](option)
    case 'tooManyBytes':
      return pictures.tooManyBytes({ option, megabytes: Math.floor(problem.limit / 1024 / 1024) })
    case 'tooManyPixels':
      return pictures.tooManyPixels({ option, megapixels: Math.floor(problem.limit / 1_000_000) })
    case 'tooSmall':
      return pictures.tooSmall({ option, ...problem })
    case 'badRatio':
      return pictures.badRatio({ option, ...problem })
  }
}
