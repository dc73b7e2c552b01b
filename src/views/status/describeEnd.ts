import { Colors } from 'discord.js'
import type { Generation } from '../../domain/generation.ts'
import { formatMoney } from '../../domain/money.ts'
import { statusSentences } from '../sentences/status.ts'
import { describeFailure } from './describeFailure.ts'
import { findShowing } from './findShowing.ts'

export interface StateDescription {
  readonly text: string
  /** 0xRRGGBB */
  readonly colour: number
}

/** How a final generation ended, and whether it counts against the person. */
export function describeEnd(generation: Generation, isPrivate = false): StateDescription {
  switch (generation.state) {
    case 'succeeded':
      return { text: describeSuccess(generation, isPrivate), colour: Colors.Green }
    case 'failed':
      return { text: withCounting(describeFailure(generation.failure), generation), colour: Colors.Red }
    case 'cancelled':
      return { text: withCounting(statusSentences.cancelled, generation), colour: Colors.DarkGrey }
    case 'unconfirmed':
      return { text: withCounting(statusSentences.unconfirmedForGood, generation), colour: Colors.Yellow }
    default:
      return { text: withCounting(statusSentences.lost, generation), colour: Colors.Yellow }
  }
}

function describeSuccess(generation: Generation, isPrivate: boolean): string {
  const showing = findShowing(generation, isPrivate)
  if (showing === 'withheld') return statusSentences.succeededWithheld
  if (showing === 'covered') return statusSentences.succeededSensitive
  return generation.abandonedAt === undefined ? statusSentences.succeeded : statusSentences.succeededAfterAll
}

function withCounting(sentence: string, generation: Generation): string {
  if (generation.settlement === undefined) return sentence
  const { spent, basis } = generation.settlement
  if (spent === 0) return `${sentence}\n${statusSentences.notCounted}`
  const counting = basis === 'unknown' ? statusSentences.countedPerhaps : statusSentences.counted
  return `${sentence}\n${counting(formatMoney(spent))}`
}
