import { expect, test } from 'vitest'
import type { Generation } from '../../src/domain/generation.ts'
import { createPicture } from '../support/createPicture.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const image = await createPicture('start.png', { width: 640, height: 360 })
const ready = says.ready

/** The moments after a save, in the order of a life, at which the process may die, and with which no money is at stake. */
const moments: Record<string, (saved: Generation) => boolean> = {
  'Discord has taken the answer': ({ state }) => state === 'preparing',
  'its picture is kept': ({ state }) => state === 'queued',
  'the operation is saved': ({ state }) => state === 'running',
  'the first check is saved': ({ progress }) => progress !== undefined,
  'the result is kept, and not yet shown': ({ state, delivery }) =>
    state === 'succeeded' && delivery.shownAt === undefined,
  'it is shown, and nobody was mentioned': ({ delivery }) =>
    delivery.shownAt !== undefined && delivery.noticeIntendedAt === undefined,
  'the mention is intended, and not yet sent': ({ delivery }) =>
    delivery.noticeIntendedAt !== undefined && delivery.deliveredAt === undefined,
}

const atRuncomfy = Object.keys(moments).map((moment) => ['runcomfy', moment] as const)
const atRunware = ['the operation is saved', 'the first check is saved'].map((moment) => ['runware', moment] as const)

test.each([...atRuncomfy, ...atRunware])('at %s, when %s: goes on after a crash', async (provider, moment) => {
  const flow = await open({ variables: { KLING_PROVIDERS: provider } })
  const isMoment = moments[moment]
  if (isMoment === undefined) throw new Error('There is no such moment')
  const crash = flow.crashBotWhen(isMoment)
  const sent = await flow.member.run('kling video', { prompt: 'a red fox', image })
  await crash
  await flow.time.advance(30_000)
  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(ready)
  expect(findStatus(sent).attachments).toHaveLength(1)
  expect(await expectOnce(flow, sent)).toMatchObject({ state: 'succeeded', submits: 1 })
})

test('a command that Discord never took is ended, with a word to the person, and costs nothing', async () => {
  const flow = await open()
  const crash = flow.crashBotWhen(({ state }) => state === 'received')
  const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
  await crash
  await flow.time.advance(30_000)
  await flow.startBot()
  await flow.time.advance(10 * 60_000)
  expect(await sent.outcome).toBe('didNotRespond')
  expect(flow.member.sees()).toEqual([])
  expect(listSubmits(flow)).toEqual([])
  expect(await flow.storedOne()).toMatchObject({
    state: 'failed',
    failure: { kind: 'notAcknowledged' },
    settlement: { counted: 0, spent: 0 },
  })
})

test('while it waits in the queue: keeps its place, and is sent when a place is free', async () => {
  const flow = await open({
    variables: { RUNCOMFY_MAX_CONCURRENT: '1' },
    kling: { renderMilliseconds: 60_000 },
  })
  const first = await flow.ask()
  await flow.time.advance(1_000)
  const second = await flow.ask()
  await flow.time.advance(1_000)
  const third = await flow.ask()
  await flow.time.until(() => findStatus(third).text.includes('1 video ahead'))
  await flow.crashBot()
  await flow.time.advance(20_000)
  await flow.startBot()
  for (const sent of [first, second, third]) await flow.untilTold(sent)
  await flow.time.advance(60_000)
  const generations = await flow.stored()
  expect(generations.map(({ state, submits }) => [state, submits])).toEqual(Array(3).fill(['succeeded', 1]))
  expect(flow.kling.jobs.map(({ acceptedAt }) => acceptedAt)).toEqual(
    generations.map(({ submittedAt }) => expect.toSatisfy((at: number) => at >= Number(submittedAt))),
  )
  expect(flow.member.sees()).toHaveLength(6)
})

test('finished at the provider while the bot was away for hours: delivered in the same message', async () => {
  const flow = await open()
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  await flow.time.settle()
  await flow.crashBot()
  await flow.time.advance(3 * 60 * 60_000)
  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(ready)
  expect(findStatus(sent).history.at(-1)?.route).toBe('channel')
  await expectOnce(flow, sent)
})
