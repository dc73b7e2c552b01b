import { expect } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import type { Failure, Settlement, State } from '../../src/domain/generation.ts'
import { joinPrompts } from '../../src/domain/request.ts'
import { en } from '../../src/views/text/en.ts'
import { readEverything, seeButtons, seeGallery, seeLabels } from './readMessage.ts'
import { sayNotice, says } from './says.ts'
import { type Flow, findNotices, findPrivateWord, findStatus } from './useFlow.ts'

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

const countingPrivately: Readonly<Record<Settlement['basis'], string>> = {
  none: en.userErrors.nothingCharged,
  unknown: en.userErrors.perhapsCharged(en.writing.money(usualPrice)),
  reported: en.userErrors.charged(en.writing.money(usualPrice)),
  estimated: en.userErrors.chargedAbout(en.writing.money(usualPrice)),
}

/** No video came of it: said in plain words, once, to the owner alone, with what it counts. */
export async function expectEnd(flow: Flow, sent: SentInteraction, end: ExpectedEnd): Promise<void> {
  const status = findStatus(sent)
  const isPrivateEnd = end.failure === 'contentRefused' || end.failure === 'pictureRefused'
  const word = isPrivateEnd ? findPrivateWord(flow, sent, flow.user) : status
  if (word === undefined) throw new Error('Nobody was told')
  expect(word.text.split('\n').slice(0, 2)).toEqual([
    expect.stringContaining(end.sentence),
    (isPrivateEnd ? countingPrivately : counting)[end.settlement.basis],
  ])
  expect(seeLabels(word)).toEqual([
    ...(end.canRetry ? ['Try again'] : []),
    ...(end.failure === 'contentRefused' ? ['Change prompt'] : []),
    ...(!end.canRetry && (end.failure === 'pictureRefused' || end.failure === 'requestRefused') ? ['Change'] : []),
  ])
  expect(seeButtons(word).filter(({ url }) => url !== undefined)).toEqual([])
  expect(seeGallery(word)).toEqual([])
  expect(word.attachments).toEqual([])

  const generation = (await flow.stored()).find(({ origin }) => origin.messageId === status.id)
  if (generation === undefined) throw new Error('It is not stored')
  const prompt = joinPrompts(generation.request)
  if (isPrivateEnd) expectPrivateEnd(flow, sent, { status, word, prompt })
  else {
    expect(status.text).not.toContain('$')
    expect(findNotices(flow, sent).map(({ pings, text }) => ({ pings, text }))).toEqual([
      {
        pings: [flow.user.id],
        text: sayNotice(flow.user.id, prompt, end.notice ?? en.notifications.failed),
      },
    ])
  }
  const everything = readEverything(flow.discord.messages)
  for (const strange of [rawMark, 'runcomfy', 'runware', 'Error']) expect(everything).not.toContain(strange)

  expect(generation).toMatchObject({ state: end.state, settlement: end.settlement })
  expect(generation.failure?.kind).toBe(end.failure)
  expect(generation.delivery.deliveredAt).toBeDefined()
}

interface PrivateEnd {
  readonly status: SandboxMessage
  readonly word: SandboxMessage
  readonly prompt: string
}

/** Nobody else ever read that something was wrong, nobody was pinged, and the prompt is there to copy. */
function expectPrivateEnd(flow: Flow, sent: SentInteraction, { status, word, prompt }: PrivateEnd): void {
  expect(status.isDeleted).toBe(true)
  expect(readEverything([status])).not.toContain(word.text.split('\n')[0])
  expect(word.ephemeralFor).toBe(flow.user.id)
  expect(word.text).toContain(`\`\`\`\n${prompt}\n\`\`\``)
  expect(findNotices(flow, sent)).toEqual([])
}
