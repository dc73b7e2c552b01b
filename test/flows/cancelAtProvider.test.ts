import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { seeGallery, seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const held = { renderMilliseconds: Number.POSITIVE_INFINITY }
const open = useFlow()

const cancelled = says.cancelledFree
const question = says.cannotStop

async function askUntil(flow: Flow, words: string) {
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(words))
  return { sent, status, jobId: flow.kling.jobs[0]?.id ?? '' }
}

test.each([
  ['with a valid answer', 'valid'],
  ['with the answer as documented, which is no JSON', 'asDocumented'],
] as const)('in the queue at RunComfy, %s: it ends, and costs nothing', async (_, cancelAnswer) => {
  const flow = await open({
    kling: { queueMilliseconds: Number.POSITIVE_INFINITY, behaviour: { runcomfy: { cancelAnswer } } },
  })
  const { sent, status, jobId } = await askUntil(flow, says.waitingAtKling)
  const click = await flow.press(status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.cancelled)
  await flow.time.until(() => status.text.startsWith(cancelled))
  await flow.time.advance(60_000)
  expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'cancel')).toMatchObject([
    { method: 'POST', path: `/runcomfy/v1/requests/${jobId}/cancel`, answered: 202 },
  ])
  expect(await flow.storedOne()).toMatchObject({ state: 'cancelled', settlement: { counted: 0, spent: 0 } })
  expect(findNotices(flow, sent)).toEqual([])
})

test.each(['runcomfy', 'runware'])(
  'in progress at %s it cannot be stopped: whoever hides it pays, and finds it in the queue alone',
  async (provider) => {
    const flow = await open({ kling: held, variables: { KLING_PROVIDERS: provider, MAX_OPEN_PER_PERSON: '1' } })
    const { sent, status, jobId } = await askUntil(flow, says.rendering)
    expect(seeLabels(status)).toEqual(['Hide when done'])
    const click = await flow.press(status, 'Hide when done')
    expect(click.followUps).toMatchObject([{ text: en.cancel.hidden, ephemeralFor: flow.user.id }])
    await flow.time.until(() => status.text.includes(says.hidden))
    expect(seeLabels(status)).toEqual([])
    // Its place is free.
    const next = await flow.ask()
    await flow.time.until(() => findStatus(next).text.includes(says.rendering))

    await flow.kling.finish(jobId)
    await flow.time.until(() => status.text.includes(says.readyHidden))
    await flow.time.advance(60_000)
    expect(status.attachments).toEqual([])
    expect(findNotices(flow, sent)).toEqual([])
    const stored = (await flow.stored()).find(({ abandonedAt }) => abandonedAt !== undefined)
    expect(stored).toMatchObject({
      state: 'succeeded',
      settlement: { counted: 630_000, spent: 630_000, basis: 'reported' },
      result: { hash: expect.any(String) },
    })

    const queue = await openQueue(flow, flow.member)
    expect(queue.text).toContain(says.readyAfterAll)
    const delivered = await flow.press(queue, 'Show me')
    await flow.time.until(() => delivered.message?.attachments.length === 1)
    expect(delivered.message?.ephemeralFor).toBe(flow.user.id)
    expect(seeGallery(delivered.message ?? { components: [] })).toHaveLength(1)
    await flow.time.settle()
    expect((await openQueue(flow, flow.member)).text).not.toContain(says.readyAfterAll)
  },
)

test('a Cancel that comes too late changes nothing, and offers to hide it', async () => {
  const flow = await open({ kling: { ...held, queueMilliseconds: 60_000 } })
  const { status, jobId } = await askUntil(flow, says.waitingAtKling)
  flow.kling.start(jobId)
  const click = await flow.press(status, 'Cancel (free)')
  const [answer] = click.followUps
  expect(answer?.text).toContain(question)
  expect(seeLabels(answer ?? { components: [] })).toEqual(['Hide when done'])

  await flow.kling.finish(jobId)
  await flow.time.until(() => status.text.includes(says.ready))
  expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000 } })
})

test('a job that RunComfy called cancelled and rendered all the same stays cancelled', async () => {
  const flow = await open({
    kling: { queueMilliseconds: 30_000, behaviour: { runcomfy: { cancelStopsJob: false } } },
  })
  const { sent, status } = await askUntil(flow, says.waitingAtKling)
  await flow.press(status, 'Cancel (free)')
  await flow.time.advance(5 * 60_000)
  expect(flow.kling.jobs[0]?.state).toBe('succeeded')
  expect(status.text).toContain(cancelled)
  expect(findNotices(flow, sent)).toEqual([])
})

test('a cancel that RunComfy did not answer is asked again with the next check', async () => {
  const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
  const { status } = await askUntil(flow, says.waitingAtKling)
  flow.kling.faults.add({ endpoint: 'cancel', effect: { kind: 'serverError' } })
  const click = await flow.press(status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toContain(says.cancelling)
  await flow.time.until(() => status.text.startsWith(cancelled))
  expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'cancel')).toHaveLength(2)
  expect(flow.kling.jobs[0]?.state).toBe('cancelled')
})
