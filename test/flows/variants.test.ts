import { describe, expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { walkComponents } from '../../sandbox/discord/validation/checkComponents.ts'
import type { Generation } from '../../src/domain/generation.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately } from '../support/askPrivately.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeGallery, seeLabels } from '../support/readMessage.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const words = en.variants
const actions = ['Again', 'Change', 'More']
const fails = { kind: 'renderFails', failure: { kind: 'renderError', message: 'CUDA out of memory' } } as const

/** The options of the select, and which one is chosen. */
function seeChoice({ components }: SandboxMessage): { labels: string[]; chosen: string[] } {
  const options = walkComponents(components).flatMap(({ component }) =>
    component.type === 3 ? (component.options as { label: string; default?: boolean }[]) : [],
  )
  return {
    labels: options.map(({ label }) => label),
    chosen: options.filter((option) => option.default === true).map(({ label }) => label),
  }
}

function findCustomId({ components }: SandboxMessage, name: string): string {
  const ids = walkComponents(components).map(({ component }) => String(component.custom_id))
  return ids.find((id) => id.startsWith(`${name}:`)) ?? ''
}

async function choose(flow: Flow, message: SandboxMessage, value: string, by = flow.member) {
  const sent = await by.choose(message, findCustomId(message, 'variant'), [value])
  await flow.time.advance(10_000)
  return sent
}

/** Each was sent once, and all are delivered. */
async function expectAll(flow: Flow, states: readonly Generation['state'][]) {
  const stored = await flow.stored()
  const inOrder = stored[0]?.variants?.map((id) => stored.find((each) => each.id === id)?.state)
  expect(inOrder?.toSorted()).toEqual(states.toSorted())
  for (const { delivery, submits } of stored) {
    expect(submits).toBeLessThanOrEqual(1)
    expect(delivery.deliveredAt).toBeDefined()
  }
  expect(listSubmits(flow)).toHaveLength(stored.filter(({ submits }) => submits === 1).length)
  return stored
}

test('four at once: one message, one gallery, one word; the buttons are for the chosen one', async () => {
  const flow = await open()
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const sent = await flow.ask({ variants: 4 })
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(words.ready({ ready: 0, count: 4 })))
  expect(seeGallery(status)).toEqual([])
  await flow.untilTold(sent)
  await flow.time.advance(30_000)
  const stored = await expectAll(flow, Array(4).fill('succeeded'))
  expect(new Set(stored.map(({ recipe }) => recipe)).size).toBe(4)
  expect(stored.map(({ request }) => request.variants)).toEqual(Array(4).fill(undefined))
  expect(seeGallery(status)).toHaveLength(4)
  expect(status.attachments.map(({ filename }) => filename)).toEqual([1, 2, 3, 4].map((n) => `kling-video-${n}.mp4`))
  expect(status.text).toContain(words.count(4))
  expect(seeLabels(status)).toEqual(actions)
  expect(findNotices(flow, sent)).toHaveLength(1)
  expect(seeChoice(status)).toEqual({ labels: [1, 2, 3, 4].map(words.option), chosen: ['Variant 1'] })

  const ids = stored[0]?.variants ?? []
  expect((await choose(flow, status, ids[2] ?? '', other)).followUps[0]?.text).toContain(en.userErrors.notYours)
  expect(seeChoice(status).chosen).toEqual(['Variant 1'])
  await choose(flow, status, ids[2] ?? '')
  expect(seeChoice(status).chosen).toEqual(['Variant 3'])
  expect(findCustomId(status, 'again')).toBe(`again:${ids[2]}`)
  expect(seeGallery(status)).toHaveLength(4)
  expect(status.attachments).toHaveLength(4)

  await flow.stopBot()
  await flow.startBot()
  await choose(flow, status, ids[1] ?? '')
  expect(seeChoice(status).chosen).toEqual(['Variant 2'])
  const again = await flow.press(status, 'Again')
  expect((await flow.press(status, 'Again')).message?.ephemeralFor).toBe(flow.user.id)
  await flow.untilTold(again)
  const added = (await flow.stored()).find(({ retryOf }) => retryOf === ids[1])
  expect(added).toMatchObject({ state: 'succeeded' })
  expect(added?.variants).toBeUndefined()
  expect(await flow.stored()).toHaveLength(5)

  const more = findStatus(await flow.press(status, 'More'))
  const question = await flow.press(more, en.rounds.remove)
  expect(question.message?.text).toContain(headOf(words.removeTitle(4)))
  await flow.press(findStatus(question), en.rounds.removeNow)
  await flow.time.advance(5_000)
  expect(status.isDeleted).toBe(true)
  expect((await flow.stored()).map(({ id }) => id)).toEqual([added?.id])
})

test('while some are made, a ready one is not deleted, and the price stands for all', async () => {
  const flow = await open({
    variables: { KLING_PROVIDERS: 'runcomfy' },
    kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  })
  const sent = await flow.ask({ variants: 3, private: true })
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.rendering) && flow.kling.jobs.length === 3)
  expect(status.text).toContain('≈ $1.89')
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.until(() => status.text.includes(words.ready({ ready: 1, count: 3 })))
  const list = await askPrivately(flow, flow.member, 'kling history', { state: 'ready' })
  await flow.press(list, en.historyButtons.open)
  await flow.time.advance(2_000)
  const more = findStatus(await flow.press(list, 'More'))
  expect((await flow.press(more, en.rounds.remove)).message?.text).toContain(words.going)
  for (const job of flow.kling.jobs.slice(1)) await flow.kling.finish(job.id)
  await flow.time.until(() => seeGallery(status).length === 3)
  await flow.time.advance(60_000)
})

test('some that fail: what came is shown and can be reported, what failed costs nothing and is tried again once', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  flow.kling.faults.add({ endpoint: 'submit', times: 2, effect: fails })
  const sent = await flow.ask({ variants: 3 })
  const status = findStatus(sent)
  await flow.untilTold(sent)
  await flow.time.advance(30_000)
  await expectAll(flow, ['failed', 'failed', 'succeeded'])
  expect(seeGallery(status)).toHaveLength(1)
  expect(seeChoice(status).labels).toEqual([])
  expect(status.text).toMatch(/Variant \d and \d: /)
  expect(status.text).toContain(says.renderFailed)
  const retry = words.retry({ count: 2, price: '$1.26' })
  expect(seeLabels(status)).toEqual([...actions, retry])
  expect(findNotices(flow, sent)).toHaveLength(1)

  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const form = await other.runOnMessage(en.reports.command, status)
  await flow.time.until(() => form.modal !== undefined)

  // Again one of them ends free: what is paid is the other one.
  flow.kling.faults.add({ endpoint: 'submit', times: 1, effect: fails })
  const [first, second] = await Promise.all([flow.press(status, retry), flow.press(status, retry)])
  await flow.time.advance(300_000)
  const tried = [first, second].flatMap(({ message }) => (message?.ephemeralFor === undefined ? [message] : []))
  expect(tried).toHaveLength(1)
  expect(seeGallery(tried[0] as SandboxMessage)).toHaveLength(1)
  expect((await flow.press(status, retry)).message?.text).toContain('You already started this one')
  await flow.time.advance(120_000)
  expect(listSubmits(flow)).toHaveLength(5)
  expect(await flow.stored()).toHaveLength(5)
})

test('what was refused is not told in public where another came out well', async () => {
  const flow = await open({
    variables: { KLING_PROVIDERS: 'runcomfy' },
    kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  })
  const sent = await flow.ask({ variants: 2 })
  await flow.time.until(() => flow.kling.jobs.length === 2)
  const [refused, made] = flow.kling.jobs
  await flow.kling.fail(refused?.id ?? '', { kind: 'contentRefused' })
  await flow.kling.finish(made?.id ?? '')
  await flow.untilTold(sent)
  await flow.time.advance(30_000)
  const status = findStatus(sent)
  expect(seeGallery(status)).toHaveLength(1)
  expect(status.text).toContain(words.none)
  expect(status.text).not.toContain('refused')
})

test('none of them: one message says so, and all are tried again', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  flow.kling.faults.add({ endpoint: 'submit', times: 2, effect: fails })
  const sent = await flow.ask({ variants: 2 })
  await flow.time.advance(180_000)
  const status = findStatus(sent)
  expect(status.text.split(says.renderFailed)).toHaveLength(2)
  expect(seeLabels(status)).toEqual([words.retry({ count: 2, price: '$1.26' })])
  expect(findNotices(flow, sent)).toHaveLength(1)
  await expectAll(flow, ['failed', 'failed'])
})

describe('stopping them stops all', () => {
  test('for free while none is made', async () => {
    const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
    const sent = await flow.ask({ variants: 3 })
    const status = findStatus(sent)
    await flow.time.until(
      () => seeLabels(status).includes('Cancel (free)') && status.text.includes(says.waitingAtKling),
    )
    await flow.press(status, 'Cancel (free)')
    await flow.time.until(() => status.text.startsWith(says.cancelled))
    await flow.time.advance(30_000)
    for (const { settlement } of await expectAll(flow, Array(3).fill('cancelled'))) expect(settlement?.spent).toBe(0)
    expect(findNotices(flow, sent)).toEqual([])
  })

  test('or hides all, what is done already as well', async () => {
    const flow = await open({
      variables: { KLING_PROVIDERS: 'runcomfy', RUNCOMFY_MAX_CONCURRENT: '2' },
      kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
    })
    const sent = await flow.ask({ variants: 3 })
    const status = findStatus(sent)
    await flow.time.until(() => status.text.includes(says.rendering))
    await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
    await flow.time.until(() => status.text.includes(words.ready({ ready: 1, count: 3 })))
    expect(seeLabels(status)).toEqual(['Hide when done'])
    await flow.time.until(() => flow.kling.jobs.length === 3)
    await flow.press(status, 'Hide when done')
    await flow.time.advance(10_000)
    for (const job of flow.kling.jobs.slice(1)) await flow.kling.finish(job.id)
    await flow.time.until(async () => (await flow.stored()).every(({ state }) => state === 'succeeded'))
    await flow.time.advance(30_000)
    expect(seeGallery(status)).toEqual([])
    expect(status.text).toContain(says.readyHidden)
    expect((await flow.stored()).map(({ abandonedAt }) => abandonedAt !== undefined)).toEqual([true, true, true])
    expect(findNotices(flow, sent)).toEqual([])
  })
})

test('what there is no room for is refused as a whole, with what fits', async () => {
  const flow = await open({
    variables: { MAX_OPEN_PER_PERSON: '3' },
    kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  })
  await flow.ask()
  const refused = findStatus(await flow.ask({ variants: 4 }))
  expect(refused.ephemeralFor).toBe(flow.user.id)
  expect(refused.text).toContain(words.fits({ fits: 2, asked: 4 }))
  expect(refused.text).toContain(words.openLimit(3))
  const way = `${words.fewer(2)} · $1.26`
  expect(seeLabels(refused)).toEqual([way])
  expect(await flow.stored()).toHaveLength(1)
  const begun = await flow.press(refused, way)
  expect((await flow.press(refused, way)).message?.text).toContain('You already started this one')
  await flow.time.advance(10_000)
  expect(findStatus(begun).text).toContain(words.ready({ ready: 0, count: 2 }))
  expect(listSubmits(flow)).toHaveLength(3)
})

test('their price is one price: for the quote, and for what a day allows', async () => {
  const flow = await open({ variables: { QUOTE_ABOVE: '1', BUDGET_PERSON_DAY: '2' } })
  const quote = findStatus(await flow.ask({ variants: 2 }))
  expect(quote.ephemeralFor).toBe(flow.user.id)
  expect(quote.text).toContain(words.count(2))
  expect(seeLabels(quote)[0]).toBe(en.draft.generate('$1.26'))
  const refused = findStatus(await flow.ask({ variants: 4 }))
  expect(refused.text).toContain(words.allTogether({ price: '$2.52', count: 4 }))
  expect(seeLabels(refused)[0]).toBe(`${words.fewer(3)} · $1.89`)
  expect(await flow.stored()).toEqual([])
})

/** Moments of one of them at which the process may die. */
const moments: Record<string, (saved: Generation) => boolean> = {
  'all are saved': ({ state }) => state === 'received',
  'the first is known to be answered': ({ state }) => state === 'preparing',
  'the first is sent': ({ state }) => state === 'running',
  'the first is done': ({ state }) => state === 'succeeded',
  'all are shown, and one is known to be': ({ delivery }) => delivery.shownAt !== undefined,
  'the word is intended': ({ delivery }) => delivery.noticeIntendedAt !== undefined,
  'the first is closed': ({ delivery }) => delivery.deliveredAt !== undefined,
}

test.each(Object.entries(moments))('after a crash when %s, the same message goes on', async (moment, isMoment) => {
  // There a submit that was cut off is found again.
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  const crash = flow.crashBotWhen(isMoment)
  const sent = await flow.member.run('kling video', { prompt: 'a red fox', variants: 3 })
  await crash
  await flow.time.advance(30_000)
  await flow.startBot()
  await flow.time.advance(300_000)
  if (moment === 'all are saved') {
    for (const { settlement, submits } of await flow.stored()) expect([settlement?.spent, submits]).toEqual([0, 0])
    expect(await flow.stored()).toHaveLength(3)
    return
  }
  await expectAll(flow, Array(3).fill('succeeded'))
  const status = findStatus(sent)
  expect(seeGallery(status)).toHaveLength(3)
  expect(seeLabels(status)).toEqual(actions)
  expect(findNotices(flow, sent)).toHaveLength(1)
  expect(flow.member.sees().filter(({ attachments }) => attachments.length > 0)).toHaveLength(1)
})
