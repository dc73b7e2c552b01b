import { describe, expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/createFaults.ts'
import { minutes } from '../../src/domain/clock.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, rawMark, usualPrice } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readEverything, seeButtons, seeGallery } from '../support/readMessage.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

const passing: Record<string, Fault['effect']> = {
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

describe.each(['runcomfy', 'runware'] as const)('the finished video at %s', (provider) => {
  test.each(Object.entries(passing))('%s, and is fetched again until it comes', async (_name, effect) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'file', times: 3, effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'file').length).toBeGreaterThanOrEqual(4)
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
    expect(status.text).toContain('**Your video is ready.**')
    expect(status.text).toContain('I could not keep a copy, so please download the video while the link works.')
    expect(status.attachments).toEqual([])
    expect(seeGallery(status)).toEqual([{ url, isSpoiler: false }])
    expect(seeButtons(status)).toEqual([{ label: 'Open video', url }])
    expect(await flow.storedOne()).toMatchObject({
      state: 'succeeded',
      settlement: { counted: usualPrice, spent: usualPrice, basis: 'reported' },
    })
  })

  test('comes without a price: it is settled at list price, and marked as estimated', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'result', traits: { costMissing: true } } })
    const status = await flow.make()
    expect(status.text).toContain('cost about $0.63 (estimated)')
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
      const status = await flow.make()
      expect(status.text).toContain('cost about $0.63 (estimated)')
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

test.each(['runcomfy', 'runware'] as const)('a file at a foreign host is not fetched for %s', async (provider) => {
  const flow = await open({ variables: { KLING_PROVIDERS: provider, MAX_PER_PERSON_PER_DAY: '2' } })
  const sent = await flow.ask()
  const { endpoint, answer } = misleading[provider]
  const body = JSON.parse(JSON.stringify(answer).replace('"taskUUID":""', `"taskUUID":"${flow.kling.jobs[0]?.id}"`))
  flow.kling.faults.add({ endpoint, effect: { kind: 'http', status: 200, body } })
  const status = await flow.untilTold(sent)

  await expectEnd(flow, sent, {
    sentence: 'Your video was made, but I could not fetch it from the video service.',
    state: 'failed',
    failure: 'resultUnavailable',
    settlement: { counted: usualPrice, spent: usualPrice, basis: 'reported' },
    canRetry: true,
  })
  expect(findStatus(sent).text).not.toContain('example.net')
  await expectTriedAgain(flow, status)
})
