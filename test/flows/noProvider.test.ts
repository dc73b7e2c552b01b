import { expect, test, vi } from 'vitest'
import { hours, minutes, seconds } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { expectEnd, nothingPaid } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { findClosedPort } from '../support/findClosedPort.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { headOf, says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })
const isUnreachable = 'Nothing is sent to a provider for now: it cannot be reached'
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const isLockedOut = 'Nothing is sent to a provider for now: it does not take the key'
const paused = says.paused

const outOfCredit = {
  sentence: headOf(en.failures.outOfCredit),
  state: 'failed',
  failure: 'outOfCredit',
  settlement: nothingPaid,
  canRetry: true,
} as const

const unavailable = {
  ...outOfCredit,
  sentence: says.providerUnavailable,
  failure: 'providerUnavailable',
} as const

/** What a day without any provider looks like. */
async function skipOneDay(flow: Flow): Promise<void> {
  await flow.time.advance(minutes(5))
  vi.setSystemTime(Date.now() + hours(24))
}

test.each(['runcomfy', 'runware'] as const)(
  'without credit at %s, the only provider, it is paused and goes on after a top-up',
  async (provider) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider }, errors: [isEmpty] })
    flow.kling.setBalance(provider, 629_999)
    const sent = await flow.ask()
    await flow.time.advance(minutes(2))
    expect(findStatus(sent).text).toContain(paused)
    expect(findNotices(flow, sent)).toEqual([])
    expect(flow.kling.jobs).toEqual([])

    flow.kling.setBalance(provider, 10_000_000)
    expect((await flow.untilTold(sent)).text).toContain(says.ready)
    expect(flow.kling.jobs).toHaveLength(1)
  },
)

test('without credit anywhere for a day it ends, and can be tried again after a top-up', async () => {
  const flow = await open({ errors: [isEmpty, isEmpty] })
  flow.kling.setBalance('runcomfy', 0)
  flow.kling.setBalance('runware', 0)
  const sent = await flow.ask()
  await skipOneDay(flow)
  const status = await flow.untilTold(sent)

  await expectEnd(flow, sent, outOfCredit)
  expect(flow.kling.jobs).toEqual([])
  flow.kling.setBalance('runcomfy', 10_000_000)
  flow.kling.setBalance('runware', 10_000_000)
  await flow.time.advance(minutes(10))
  await expectTriedAgain(flow, status)
})

test('a provider that gets too many requests, the only one, is asked again later', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  flow.kling.faults.add({ endpoint: 'submit', times: 2, effect: { kind: 'rateLimited' } })
  const sent = await flow.ask()
  await flow.time.advance(seconds(5))
  // It stands still until it is known what to say.
  expect(findStatus(sent).text).toContain(says.sending)
  const status = await flow.untilTold(sent)

  expect(status.text).toContain(says.ready)
  const [first, second, third, ...others] = listSubmits(flow)
  expect(others).toEqual([])
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(seconds(7))
  expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThan(seconds(7))
  expect(flow.kling.jobs).toHaveLength(1)
})

test('while no provider can be reached it is paused, and ends after a day', async () => {
  const url = `http://127.0.0.1:${await findClosedPort()}`
  const flow = await open({
    variables: { RUNCOMFY_API_URL: url, RUNWARE_API_URL: url },
    errors: [isUnreachable, isUnreachable],
  })
  const sent = await flow.ask()
  await flow.time.advance(seconds(10))
  // It stands still until it is known what to say.
  expect(findStatus(sent).text).toContain(says.sending)
  await flow.time.advance(minutes(12))
  expect(findStatus(sent).text).toContain(paused)
  expect(findNotices(flow, sent)).toEqual([])
  await skipOneDay(flow)
  vi.setSystemTime(Date.now() + hours(1))
  await flow.untilTold(sent)
  await expectEnd(flow, sent, unavailable)
})

test('with a wrong key, the only one, it is paused without detail until the key works', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, errors: [isLockedOut] })
  const mend = flow.kling.faults.add({ times: 'untilCleared', effect: { kind: 'badKey' } })
  const sent = await flow.ask()
  await flow.time.advance(minutes(3))
  expect(findStatus(sent).text).toContain(paused)
  mend()
  expect((await flow.untilTold(sent)).text).toContain(says.ready)
  expect(flow.kling.jobs).toHaveLength(1)
})
