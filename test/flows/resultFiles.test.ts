import { describe, expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/faults.ts'
import { minutes } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { createLyingVideo } from '../services/media/support/createVideo.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { rawMark, usualPrice } from '../support/expectEnd.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readEverything, seeGallery, seeVideoLink } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

/** An MP4 in which one kind of box is called otherwise, so that nobody finds it. */
function withoutBox(file: Uint8Array, kind: string): Uint8Array {
  const copy = Buffer.from(file)
  copy.write('free', copy.indexOf(kind), 'latin1')
  return copy
}

/** A page that is an answer of its own, with whatever status. */
const page = (status: number): Fault['effect'] => ({ kind: 'notJson', status, text: `<h1>${rawMark}</h1>` })

const passing: Record<string, Fault['effect']> = {
  ...Object.fromEntries([202, 204, 206, 400, 401, 410, 416].map((status) => [`answers ${status}`, page(status)])),
  'is only half there': { kind: 'otherFile', change: (file) => file.subarray(0, file.length / 2) },
  'has no index yet': { kind: 'otherFile', change: (file) => withoutBox(file, 'moov') },
  'is a picture': { kind: 'otherFile', change: () => Buffer.from('89504e470d0a1a0a'.padEnd(400, '0'), 'hex') },
  'is not there yet': { kind: 'http', status: 404 },
  'is forbidden for now': { kind: 'http', status: 403 },
  'is a page of an overloaded host': { kind: 'notJson', status: 503, text: `<h1>${rawMark}</h1>` },
  'is a page with HTTP 200': {
    kind: 'notJson',
    text: `<!doctype html><h1>${rawMark}</h1>${'<p>Please wait.</p>'.repeat(20)}`,
  },
  'breaks off': { kind: 'reset' },
  'never comes': { kind: 'noAnswer' },
}

/** One after the other at the same file: a bot of its own for each would be most of the work. */
function inTwos<T>(named: readonly (readonly [string, T])[]): [string, T[]][] {
  return named.flatMap(([name, first], index) => {
    if (index % 2 === 1) return []
    const [then, second] = named[index + 1] ?? []
    const isPair = then !== undefined && second !== undefined
    return [isPair ? [`${name}, then ${then}`, [first, second]] : [name, [first]]]
  })
}

describe.each(['runcomfy', 'runware'] as const)('the finished video at %s', (provider) => {
  test.each(inTwos(Object.entries(passing)))('%s, and is fetched again until it comes', async (_names, effects) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    for (const effect of effects) flow.kling.faults.add({ endpoint: 'file', times: 3, effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    const tries = flow.kling.requests.filter(({ endpoint }) => endpoint === 'file').length
    expect(tries).toBeGreaterThanOrEqual(3 * effects.length + 1)
    expect(readEverything(flow.discord.messages)).not.toContain(rawMark)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(listSubmits(flow)).toHaveLength(1)
  })

  test('is never there: after half an hour its link is all there is, and it was paid', async () => {
    const flow = await open({
      variables: { KLING_PROVIDERS: provider },
      errors: ['A finished video could not be kept; only its link is delivered'],
    })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { fileMissing: true } } })
    const sent = await flow.ask()
    await flow.time.advance(minutes(25))
    expect(findNotices(flow, sent)).toEqual([])
    const status = await flow.untilTold(sent)

    const [job] = flow.kling.jobs
    const url = `${flow.kling.origin}/files/${provider}/results/${job?.fileId}.mp4`
    expect(status.text).toContain(says.ready)
    expect(status.text).toContain(en.result.notKept)
    expect(status.attachments).toEqual([])
    expect(seeGallery(status)).toEqual([{ url, isSpoiler: false }])
    expect(seeVideoLink(status)).toBe(url)
    expect(await flow.storedOne()).toMatchObject({
      state: 'succeeded',
      settlement: { counted: usualPrice, spent: usualPrice, basis: 'reported' },
    })
  })

  test('comes without a price: it is settled at list price, and marked as estimated', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { costMissing: true } } })
    await flow.make()
    expect(await flow.storedOne()).toMatchObject({
      state: 'succeeded',
      settlement: { counted: usualPrice, spent: usualPrice, basis: 'estimated' },
    })
  })

  test.each([63, 1e7, 1e-6, 1e300, -0.63, '63', 'sixty-three cents', [0.63]])(
    'comes with the price %j: it is settled at list price, and the operator is told',
    async (reportedCost) => {
      const oddCost = 'A provider reports a cost that cannot be right; the list price is booked in its place'
      const flow = await open({ variables: { KLING_PROVIDERS: provider }, errors: [oddCost] })
      flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { reportedCost } } })
      await flow.make()
      expect(await flow.storedOne()).toMatchObject({
        state: 'succeeded',
        settlement: { counted: usualPrice, spent: usualPrice, basis: 'estimated' },
      })
    },
  )

  test.each(['0.63', '$0.63', '0.63 USD', { amount: 0.63, currency: 'USD' }])(
    'comes with the price %j: it is read',
    async (reportedCost) => {
      const flow = await open({ variables: { KLING_PROVIDERS: provider } })
      flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { reportedCost } } })
      await flow.make()
      expect(await flow.storedOne()).toMatchObject({ settlement: { spent: usualPrice, basis: 'reported' } })
    },
  )
})

const foreign = 'https://files.example.net/zebra-4711/video.mp4'
const misleading = {
  runcomfy: {
    endpoint: 'result',
    answer: { status: 'succeeded', output: { video: foreign }, cost: 0.63 },
  },
  runware: {
    endpoint: 'status',
    answer: { data: [{ taskType: 'videoInference', taskUUID: '', status: 'success', videoURL: foreign, cost: 0.63 }] },
  },
} as const

describe.each(['runcomfy', 'runware'] as const)('a file of %s at a strange host is not fetched', (provider) => {
  async function ask(times: Fault['times'], errors: readonly string[] = []) {
    const flow = await open({ variables: { KLING_PROVIDERS: provider }, errors })
    const sent = await flow.ask()
    const { endpoint, answer } = misleading[provider]
    const body = JSON.parse(JSON.stringify(answer).replace('"taskUUID":""', `"taskUUID":"${flow.kling.jobs[0]?.id}"`))
    flow.kling.faults.add({ endpoint, ...(times && { times }), effect: { kind: 'http', status: 200, body } })
    await flow.untilTold(sent)
    return { flow, sent }
  }

  test('but the next address that the provider gives is', async () => {
    const { flow, sent } = await ask(1)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(findStatus(sent).text).not.toContain('example.net')
  })

  test('and after two minutes its link is handed out: it was paid, and is not sold again', async () => {
    const { flow, sent } = await ask('untilCleared', ['A finished video could not be kept; only its link is delivered'])
    const status = findStatus(sent)
    expect(status.text).toContain(says.ready)
    expect(seeVideoLink(status)).toBe(foreign)
    expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'file')).toEqual([])
    expect(await flow.storedOne()).toMatchObject({
      state: 'succeeded',
      settlement: { counted: usualPrice, spent: usualPrice, basis: 'reported' },
    })
  })
})

test.each([
  ['HEVC (H.265)', 'hvc1'],
  ['AV1', 'av01'],
])('a video in %s is not shown where nobody can play it: the link and the reason are', async (name, code) => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  const change = (file: Uint8Array) => {
    const copy = Buffer.from(file)
    copy.write(code, copy.indexOf('avc1', copy.indexOf('stsd')), 'latin1')
    return copy
  }
  flow.kling.faults.add({ endpoint: 'file', times: 'untilCleared', effect: { kind: 'otherFile', change } })
  const status = await flow.make()
  expect(status.text).toContain(en.result.unplayable(name))
  expect(status.attachments).toEqual([])
  expect(seeGallery(status)).toEqual([])
  expect(seeVideoLink(status)).toBeDefined()
})

test('a video that would take gigabytes to read is delivered as it is, and troubles nobody', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' } })
  const lying = await createLyingVideo()
  flow.kling.faults.add({ endpoint: 'file', times: 'untilCleared', effect: { kind: 'otherFile', change: () => lying } })
  const status = await flow.make()
  expect(status.text).toContain(says.ready)
  expect(status.attachments).toHaveLength(1)
  flow.kling.faults.clear()
  const next = await flow.ask()
  await flow.untilTold(next)
  await expectDelivered(flow, next, { duration: 5, hasSound: true })
})

test('a file whose connection ends with it is read to its end, however slowly', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, kling: { padVideoTo: 8 * 1024 * 1024 } })
  flow.kling.faults.add({
    endpoint: 'file',
    times: 'untilCleared',
    effect: { kind: 'otherFile', change: (file) => file, isLast: true },
  })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  await expectDelivered(flow, sent, { duration: 5, hasSound: true })
})
