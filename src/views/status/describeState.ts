import { Colors } from 'discord.js'
import type { StatusContext } from '../../domain/contracts/delivery.ts'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { statusSentences } from '../sentences/status.ts'
import { formatSpan } from '../text/formatSpan.ts'
import { formatRelativeTime } from '../text/formatTime.ts'
import { describeEnd, type StateDescription } from './describeEnd.ts'

/** How the generation stands, in words and colour. What the person did comes before what the provider does. */
export function describeState(generation: Generation, context: StatusContext): StateDescription {
  if (isFinal(generation)) return describeEnd(generation)
  const { abandonedAt, cancelRequestedAt, overdueSince } = generation
  if (abandonedAt !== undefined) {
    return { text: statusSentences.abandoned(formatRelativeTime(abandonedAt)), colour: Colors.DarkGrey }
  }
  if (cancelRequestedAt !== undefined) {
    return { text: statusSentences.cancelRequested(formatRelativeTime(cancelRequestedAt)), colour: Colors.DarkGrey }
  }
  if (overdueSince !== undefined) {
    return { text: statusSentences.overdue(formatRelativeTime(submittedAtOf(generation))), colour: Colors.Yellow }
  }
  const { text, colour } = describeStep(generation, context)
  return { text: [text, ...describeUsual(generation, context)].join(' '), colour }
}

/** Only what was learned, and only where somebody waits for it. */
function describeUsual({ state }: Generation, { usual }: StatusContext): string[] {
  const isAhead = state === 'queued' || state === 'submitting' || state === 'running'
  return isAhead && usual !== undefined ? [statusSentences.usual(formatSpan(usual.from, usual.to))] : []
}

function submittedAtOf(generation: Generation): number {
  return generation.submittedAt ?? generation.stateSince
}

function describeStep(generation: Generation, context: StatusContext): StateDescription {
  const asked = formatRelativeTime(generation.createdAt)
  switch (generation.state) {
    case 'preparing':
      return {
        text:
          generation.request.startImage === undefined
            ? statusSentences.gettingReady(asked)
            : statusSentences.checkingPicture(asked),
        colour: Colors.Grey,
      }
    case 'queued':
      return context.isPaused === true
        ? { text: statusSentences.paused(asked), colour: Colors.Yellow }
        : { text: describePlace(context.place, asked), colour: Colors.Grey }
    case 'submitting':
      return { text: statusSentences.submitting(asked), colour: Colors.Blurple }
    case 'running':
      return { text: describeProgress(generation), colour: Colors.Blurple }
    case 'unconfirmed':
      return { text: statusSentences.unconfirmed(formatRelativeTime(generation.stateSince)), colour: Colors.Yellow }
    default:
      return { text: statusSentences.received(asked), colour: Colors.Grey }
  }
}

function describePlace(place: number | undefined, asked: string): string {
  if (place === undefined) return statusSentences.queued(asked)
  if (place === 0) return statusSentences.queuedNext(asked)
  if (place === 1) return statusSentences.queuedBehindOne(asked)
  return statusSentences.queuedBehind(place, asked)
}

function describeProgress(generation: Generation): string {
  const since = formatRelativeTime(submittedAtOf(generation))
  if (generation.progress === undefined) return statusSentences.submitted(since)
  const { status, position } = generation.progress
  if (status === 'rendering') return statusSentences.rendering(since)
  if (position === undefined) return statusSentences.providerWaiting(since)
  if (position === 0) return statusSentences.providerWaitingNext(since)
  if (position === 1) return statusSentences.providerWaitingBehindOne(since)
  return statusSentences.providerWaitingBehind(position, since)
}
