import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { createPicture } from '../support/createPicture.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { seeLabels } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

const cancelled = says.cancelledFree
const free = { state: 'cancelled', submits: 0, settlement: { counted: 0, spent: 0, basis: 'none' } }

test('before Discord has taken the answer, from the queue', async () => {
  const flow = await open()
  flow.discord.faults.script({
    route: 'POST /interactions/:interaction/:token/callback',
    effect: { kind: 'delay', milliseconds: 2_000 },
  })
  const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
  await flow.time.settle()
  const queue = await openQueue(flow, flow.member)
  const click = await flow.press(queue, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.cancelled)

  await flow.time.until(() => sent.message?.text.startsWith(cancelled) === true)
  await flow.time.settle()
  expect(await flow.storedOne()).toMatchObject(free)
  expect(listSubmits(flow)).toEqual([])
  expect(findNotices(flow, sent)).toEqual([])
})

test('while its picture is being fetched', async () => {
  const flow = await open()
  flow.discord.faults.slowFiles(8_000)
  const image = await createPicture('start.png', { width: 640, height: 360 })
  const sent = await flow.ask({ image })
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.checkingPicture))
  expect(seeLabels(status)).toEqual(['Cancel (free)'])

  const click = await flow.press(status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.cancelled)
  await flow.time.advance(60_000)
  expect(status.text).toContain(cancelled)
  expect(seeLabels(status)).toEqual([])
  expect(await flow.storedOne()).toMatchObject(free)
  expect(listSubmits(flow)).toEqual([])
  expect(findNotices(flow, sent)).toEqual([])
})

test('while it waits for a free place, and the next one moves up', async () => {
  const flow = await open({
    variables: { RUNCOMFY_MAX_CONCURRENT: '1' },
    kling: { renderMilliseconds: Number.POSITIVE_INFINITY },
  })
  const first = await flow.ask()
  await flow.time.advance(1_000)
  const second = await flow.ask()
  await flow.time.advance(1_000)
  const third = await flow.ask()
  await flow.time.until(() => findStatus(third).text.includes('1 video ahead'))
  await flow.time.until(() => findStatus(second).text.includes('next in line'))

  await flow.press(findStatus(second), 'Cancel (free)')
  await flow.time.until(() => findStatus(second).text.startsWith(cancelled))
  await flow.time.until(() => findStatus(third).text.includes('next in line'))
  expect(listSubmits(flow)).toHaveLength(1)

  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.untilTold(first)
  await flow.time.until(() => listSubmits(flow).length === 2)
  await flow.kling.finish(flow.kling.jobs[1]?.id ?? '')
  await flow.untilTold(third)
  expect((await flow.stored()).map(({ state }) => state)).toEqual(['succeeded', 'cancelled', 'succeeded'])
  expect(findNotices(flow, second)).toEqual([])
})

test('while it is being sent: it ends as soon as RunComfy can be asked', async () => {
  const flow = await open({ kling: { queueMilliseconds: 20_000 } })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'slow', milliseconds: 10_000 } })
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.sending))

  const click = await flow.press(status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toContain(says.cancelling)
  await flow.time.until(() => status.text.includes(says.beingCancelled))
  expect(seeLabels(status)).toEqual([])

  await flow.time.until(() => status.text.startsWith(cancelled))
  await flow.time.advance(10_000)
  expect(await flow.storedOne()).toMatchObject({
    state: 'cancelled',
    submits: 1,
    delivery: { deliveredAt: expect.any(Number) },
  })
  expect(flow.kling.jobs.map((job) => job.state)).toEqual(['cancelled'])
  expect(findNotices(flow, sent)).toEqual([])
})
