import { expect } from 'vitest'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { Failure, Settlement, State } from '../../src/domain/generation.ts'
import { joinPrompts } from '../../src/domain/request.ts'
import { en } from '../../src/views/text/en.ts'
import { readEverything, seeButtons, seeGallery, seeLabels } from './readMessage.ts'
import { sayNotice, says } from './says.ts'
import { type Flow, findNotices, findStatus } from './useFlow.ts'

export interface ExpectedEnd {
  /** What the status message begins with. */
  readonly sentence: string
  readonly state: State
  readonly failure?: Failure['kind']
  readonly settlement: Settlement
  /** Whether the same request is offered once more. */
  readonly canRetry: boolean
  /** What the reply that mentions the owner says of the video. */
  readonly notice?: (name: string) => string
}

/** Stands in whatever a provider says of its trouble, so that it would be found in what people read. */
export const rawMark = 'ZEBRA-4711'

export const nothingPaid: Settlement = { counted: 0, spent: 0, basis: 'none' }
/** Five seconds in standard quality with sound, at list price. */
export const usualPrice = 630_000
export const paidPerhaps: Settlement = { counted: usualPrice, spent: usualPrice, basis: 'unknown' }

const counting: Readonly<Record<Settlement['basis'], string>> = {
  none: says.notCounted,
  unknown: en.card.countedPerhaps,
  reported: en.card.counted,
  estimated: en.card.counted,
}

/** No video came of it: said in plain words, once, to the owner alone, with what it counts. */
export async function expectEnd(flow: Flow, sent: SentInteraction, end: ExpectedEnd): Promise<void> {
  const status = findStatus(sent)
  expect(status.text.split('\n').slice(0, 2)).toEqual([
    expect.stringContaining(end.sentence),
    counting[end.settlement.basis],
  ])
  expect(seeLabels(status)).toEqual([
    ...(end.canRetry ? ['Try again'] : []),
    ...(end.failure === 'contentRefused' ? ['Change prompt'] : []),
  ])
  expect(seeButtons(status).filter(({ url }) => url !== undefined)).toEqual([])
  expect(seeGallery(status)).toEqual([])
  expect(status.attachments).toEqual([])
  expect(status.text).not.toContain('$')

  const generation = (await flow.stored()).find(({ origin }) => origin.messageId === status.id)
  if (generation === undefined) throw new Error('It is not stored')

  expect(findNotices(flow, sent).map(({ pings, text }) => ({ pings, text }))).toEqual([
    {
      pings: [flow.user.id],
      text: sayNotice(flow.user.id, joinPrompts(generation.request), end.notice ?? en.notifications.failed),
    },
  ])
  const everything = readEverything(flow.discord.messages)
  for (const strange of [rawMark, 'runcomfy', 'runware', 'Error']) expect(everything).not.toContain(strange)

  expect(generation).toMatchObject({ state: end.state, settlement: end.settlement })
  expect(generation.failure?.kind).toBe(end.failure)
  expect(generation.delivery.deliveredAt).toBeDefined()
}
