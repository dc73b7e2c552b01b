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

/** Says yes to the question whether to stop waiting, and returns the status message's state by then. */
async function abandon(flow: Flow, status: Parameters<Flow['press']>[0]) {
  const click = await flow.press(status, 'Cancel')
  const asked = click.followUps[0]
  if (asked === undefined) throw new Error('Nothing was asked')
  expect(asked.text).toContain(question)
  const confirmed = await flow.press(asked, 'Stop waiting anyway')
  expect(confirmed.followUps[0]?.text).toContain(says.stoppedWaiting)
  await flow.time.until(() => status.text.includes('**You stopped waiting'))
  expect(seeLabels(status)).toEqual([])
}

test.each([
  ['with a valid answer', 'valid'],
  ['with the answer as documented, which is no JSON', 'asDocumented'],
] as const)('in the queue at RunComfy, %s: it ends, and costs nothing', async (_, cancelAnswer) => {
  const flow = await open({
    kling: { queueMilliseconds: Number.POSITIVE_INFINITY, behaviour: { runcomfy: { cancelAnswer } } },
  })
  const { sent, status, jobId } = await askUntil(flow, says.waitingAtKling)
  const click = await flow.press(status, 'Cancel')
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
  'in progress at %s, where nothing can be stopped: declining changes nothing',
  async (provider) => {
    const flow = await open({ kling: held, variables: { KLING_PROVIDERS: provider } })
    const { sent, status, jobId } = await askUntil(flow, says.rendering)
    const click = await flow.press(status, 'Cancel')
    expect(click.followUps[0]?.text).toContain(question)
    expect(seeLabels(click.followUps[0] ?? { components: [] })).toEqual(['Stop waiting anyway'])
    await flow.time.advance(30_000)
    expect(status.text).toContain(says.rendering)
    expect(seeLabels(status)).toEqual(['Cancel'])

    await flow.kling.finish(jobId)
    await flow.untilTold(sent)
    expect(status.text).toContain(says.ready)
    expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000 } })
  },
)

test.each(['runcomfy', 'runware'])(
  'in progress at %s: whoever stops waiting pays, and finds the video in the queue',
  async (provider) => {
    const flow = await open({ kling: held, variables: { KLING_PROVIDERS: provider } })
    const { sent, status, jobId } = await askUntil(flow, says.rendering)
    await abandon(flow, status)

    await flow.kling.finish(jobId)
    await flow.time.until(() => status.text.includes(says.readyAfterAll))
    await flow.time.advance(60_000)
    expect(findNotices(flow, sent)).toEqual([])
    expect(await flow.storedOne()).toMatchObject({
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
    expect((await openQueue(flow, flow.member)).text).toContain(says.noVideos)
  },
)

test('a job that RunComfy called cancelled and rendered all the same stays cancelled', async () => {
  const flow = await open({
    kling: { queueMilliseconds: 30_000, behaviour: { runcomfy: { cancelStopsJob: false } } },
  })
  const { sent, status } = await askUntil(flow, says.waitingAtKling)
  await flow.press(status, 'Cancel')
  await flow.time.advance(5 * 60_000)
  expect(flow.kling.jobs[0]?.state).toBe('succeeded')
  expect(status.text).toContain(cancelled)
  expect(findNotices(flow, sent)).toEqual([])
})

test('a cancel that RunComfy did not answer is asked again with the next check', async () => {
  const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
  const { status } = await askUntil(flow, says.waitingAtKling)
  flow.kling.faults.add({ endpoint: 'cancel', effect: { kind: 'serverError' } })
  const click = await flow.press(status, 'Cancel')
  expect(click.followUps[0]?.text).toContain(says.cancelling)
  await flow.time.until(() => status.text.startsWith(cancelled))
  expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'cancel')).toHaveLength(2)
  expect(flow.kling.jobs[0]?.state).toBe('cancelled')
})
