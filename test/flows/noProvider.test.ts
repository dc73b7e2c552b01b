import { expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { expectEnd, nothingPaid } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { findClosedPort } from '../support/findClosedPort.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })
const operatorIsCalled = 'A provider did not take a generation: this needs the operator'

const outOfCredit = {
  sentence: 'Videos cannot be made right now.',
  state: 'failed',
  failure: 'outOfCredit',
  settlement: nothingPaid,
  canRetry: true,
} as const

const unavailable = {
  ...outOfCredit,
  sentence: 'The video service cannot be reached right now.',
  failure: 'providerUnavailable',
} as const

test.each(['runcomfy', 'runware'] as const)(
  'without credit at %s, the only provider, it ends at once and works after a top-up',
  async (provider) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider }, errors: [operatorIsCalled] })
    flow.kling.setBalance(provider, 629_999)
    const sent = await flow.ask()
    const status = await flow.untilTold(sent)

    await expectEnd(flow, sent, outOfCredit)
    expect(flow.kling.jobs).toEqual([])
    flow.kling.setBalance(provider, 10_000_000)
    await expectTriedAgain(flow, status)
  },
)

test('without credit at both providers, each is asked once', async () => {
  const flow = await open({ errors: [operatorIsCalled, operatorIsCalled] })
  flow.kling.setBalance('runcomfy', 0)
  flow.kling.setBalance('runware', 0)
  const sent = await flow.ask()
  const status = await flow.untilTold(sent)

  await expectEnd(flow, sent, outOfCredit)
  expect(listSubmits(flow).map(({ provider }) => provider)).toEqual(['runcomfy', 'runware'])
  flow.kling.setBalance('runcomfy', 10_000_000)
  await expectTriedAgain(flow, status)
})

test('a provider that gets too many requests, the only one, is asked again later', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  flow.kling.faults.add({ endpoint: 'submit', times: 2, effect: { kind: 'rateLimited' } })
  const sent = await flow.ask()
  await flow.time.advance(seconds(5))
  expect(findStatus(sent).text).toContain('**Waiting')
  const status = await flow.untilTold(sent)

  expect(status.text).toContain('**Your video is ready.**')
  const [first, second, third, ...others] = listSubmits(flow)
  expect(others).toEqual([])
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(seconds(7))
  expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThan(seconds(7))
  expect(flow.kling.jobs).toHaveLength(1)
})

test('while no provider can be reached it is tried for ten minutes, then it ends', async () => {
  const url = `http://127.0.0.1:${await findClosedPort()}`
  const flow = await open({ variables: { RUNCOMFY_API_URL: url, RUNWARE_API_URL: url } })
  const askedAt = Date.now()
  const sent = await flow.ask()
  await flow.time.advance(minutes(9))
  expect(findStatus(sent).text).toContain('**Waiting')
  expect(findNotices(flow, sent)).toEqual([])
  await flow.untilTold(sent)

  await expectEnd(flow, sent, unavailable)
  expect(Date.now() - askedAt).toBeGreaterThanOrEqual(minutes(10))
  expect(Date.now() - askedAt).toBeLessThan(minutes(14))
})

test('with a wrong key, the only one, it ends without detail and the operator is told', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, errors: [operatorIsCalled] })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'badKey' } })
  const sent = await flow.ask()
  const status = await flow.untilTold(sent)
  await expectEnd(flow, sent, unavailable)
  await expectTriedAgain(flow, status)
})
