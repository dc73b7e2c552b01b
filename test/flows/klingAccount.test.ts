import { describe, expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/faults.ts'
import { klingError } from '../../sandbox/kling/kling/errors.ts'
import { hours, minutes } from '../../src/domain/clock.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, nothingPaid, rawMark } from '../support/expectEnd.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'kling,runcomfy' } })
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const isLockedOut = 'Nothing is sent to a provider for now: it does not take the key'

type Effects = Record<string, Fault['effect']>
const afterAcceptance: Effects = {
  'the connection breaks after the task was made': { kind: 'answerLost' },
  'the task is made and never confirmed': { kind: 'answerLost', silently: true },
  'the task is made and the answer is a page': { kind: 'serverErrorAfterAcceptance', status: 200, text: rawMark },
}
const beforeAcceptance: Effects = {
  'the connection breaks': { kind: 'reset' },
  'no answer comes': { kind: 'noAnswer' },
  'it is in repair': { kind: 'serverError' },
  'it gives up': { kind: 'http', status: 504, body: { code: 5002, message: rawMark } },
  'the answer is JSON without sense': { kind: 'http', status: 200, body: { greeting: rawMark } },
}
const lookupsOf = ({ kling }: Awaited<ReturnType<typeof open>>) =>
  kling.requests.filter(({ endpoint }) => endpoint === 'lookup')

describe('a submit without an answer is never left open', () => {
  test.each(Object.entries(afterAcceptance))('found again: %s', async (_name, effect) => {
    const flow = await open()
    flow.kling.faults.add({ endpoint: 'submit', effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    expect([listSubmits(flow).length, lookupsOf(flow).length, flow.kling.jobs.length]).toEqual([1, 1, 1])
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  })

  test.each(Object.entries(beforeAcceptance))(
    'sent again after two looks, with the same id: %s',
    async (_name, effect) => {
      const flow = await open()
      flow.kling.faults.add({ endpoint: 'submit', effect })
      const sent = await flow.ask()
      await flow.untilTold(sent)
      const bodies = listSubmits(flow).map(({ body }) => body)
      expect([bodies.length, lookupsOf(flow).length, flow.kling.jobs.length]).toEqual([2, 2, 1])
      expect(bodies[1]).toStrictEqual(bodies[0])
      expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', submits: 2, provider: 'kling' })
    },
  )

  test('made, and not listed yet: the refusal of its id is proof', async () => {
    const flow = await open()
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'answerLost' } })
    flow.kling.faults.add({ endpoint: 'lookup', times: 2, effect: { kind: 'jobGone' } })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    expect(listSubmits(flow).map(({ answered }) => answered)).toEqual(['reset', 400])
    expect(flow.kling.jobs).toHaveLength(1)
    expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', submits: 2, settlement: { basis: 'reported' } })
  })

  test.each(['full', 'rateLimited'] as const)('sent until it is taken, while the answer is: %s', async (kind) => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'kling' } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'reset' } })
    const free = flow.kling.faults.add({ endpoint: 'submit', times: 'untilCleared', effect: { kind } })
    const sent = await flow.ask()
    await flow.time.advance(minutes(20))
    expect(await flow.storedOne()).toMatchObject({ state: 'unconfirmed', submits: 1 })
    const tries = listSubmits(flow).length
    expect(tries).toBeGreaterThan(6)
    expect(tries).toBeLessThan(25)
    free()
    await flow.untilTold(sent)
    expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', submits: 2 })
    expect(flow.kling.jobs).toHaveLength(1)
  })

  test('what a full account takes is learned from a second submit, too', async () => {
    const flow = await open({ kling: { slots: 1 }, variables: { KLING_PROVIDERS: 'kling' } })
    const first = await flow.ask({ prompt: 'a fox, number one' })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'reset' } })
    const second = await flow.ask({ prompt: 'a fox, number two' })
    await flow.time.until(() => listSubmits(flow).some(({ answered }) => answered === 429), 60_000)
    const third = await flow.ask({ prompt: 'a fox, number three' })
    for (const sent of [first, second, third]) await flow.untilTold(sent)
    expect(flow.kling.jobs).toHaveLength(3)
    const prompts = listSubmits(flow)
      .filter(({ answered }) => answered === 429)
      .map(({ body }) => JSON.stringify(body))
    expect(prompts.filter((each) => each.includes('number three'))).toEqual([])
  })

  test('never taken: it ends, free of charge', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'kling' } })
    flow.kling.faults.add({ endpoint: 'submit', times: 'untilCleared', effect: { kind: 'reset' } })
    const sent = await flow.ask()
    await flow.time.advance(hours(2))
    await flow.untilTold(sent)
    expect(listSubmits(flow)).toHaveLength(5)
    await expectEnd(flow, sent, {
      sentence: says.providerUnavailable,
      state: 'failed',
      failure: 'providerUnavailable',
      settlement: nothingPaid,
      canRetry: true,
    })
  })
})

test('An account with room for two gets two at a time, and nothing goes elsewhere', async () => {
  const flow = await open({ kling: { slots: 2 } })
  const asked = []
  for (const name of ['one', 'two', 'three', 'four', 'five'])
    asked.push(await flow.ask({ prompt: `a fox, number ${name}` }))
  for (const sent of asked) await flow.untilTold(sent)

  expect(flow.kling.jobs.map(({ provider }) => provider)).toEqual(Array(5).fill('kling'))
  const ends = flow.kling.jobs.map(({ acceptedAt, finishedAt = 0 }) => ({ acceptedAt, finishedAt }))
  const atOnce = ends.map(
    ({ acceptedAt: at }) => ends.filter((job) => job.acceptedAt <= at && job.finishedAt > at).length,
  )
  expect(Math.max(...atOnce)).toBe(2)
  // From the first refusal on it is known.
  const refused = listSubmits(flow).filter(({ answered }) => answered === 429)
  expect(refused).toHaveLength(1)
})

describe('what is permanent although it comes with a 429', () => {
  const answerOf = (code: Parameters<typeof klingError>[0]): Fault['effect'] => {
    const reply = klingError(code)
    if (reply.kind !== 'json') throw new Error('Every error is JSON')
    return { kind: 'http', status: reply.status, body: reply.body }
  }

  test.each([
    [1100, isLockedOut],
    [1101, isEmpty],
    [1102, isEmpty],
    [1103, isLockedOut],
    [1304, isLockedOut],
  ] as const)('%i pauses the provider, and the next one makes the video', async (code, complaint) => {
    const flow = await open({ errors: [complaint] })
    flow.kling.faults.add({ provider: 'kling', endpoint: 'submit', effect: answerOf(code) })
    const sent = await flow.ask()
    await flow.untilTold(sent)
    expect(listSubmits(flow).map(({ provider }) => provider)).toEqual(['kling', 'runcomfy'])
    expect(await flow.storedOne()).toMatchObject({ provider: 'runcomfy', passedOver: ['kling'] })
  })
})
