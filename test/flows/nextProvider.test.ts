import { describe, expect, test } from 'vitest'
import type { BehaviourOptions } from '../../sandbox/kling/behaviour.ts'
import type { RefusingEffect } from '../../sandbox/kling/faults.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, nothingPaid, rawMark } from '../support/expectEnd.ts'
import { expectNextPasses } from '../support/expectTriedAgain.ts'
import { findClosedPort } from '../support/findClosedPort.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { type Flow, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '1' } })
const operatorIsCalled = 'A provider did not take a generation: this needs the operator'
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const isLockedOut = 'Nothing is sent to a provider for now: it does not take the key'

const providersOf = (flow: Flow) => listSubmits(flow).map(({ provider }) => provider)

interface Row {
  readonly effect: RefusingEffect
  readonly behaviour?: BehaviourOptions
  readonly errors?: readonly string[]
}

const rows: Record<string, Row> = {
  'has no credit left': { effect: { kind: 'outOfCredit' }, errors: [isEmpty] },
  'has no credit left and says so with HTTP 200': {
    effect: { kind: 'outOfCredit' },
    behaviour: { runcomfy: { noBalance: 403003 }, runware: { noCreditStatus: 200 } },
    errors: [isEmpty],
  },
  'gets too many requests': { effect: { kind: 'rateLimited', retryAfterSeconds: 30 } },
  'does not take the key': { effect: { kind: 'badKey' }, errors: [isLockedOut] },
}

describe.each([
  ['RunComfy', 'runcomfy', 'runware'],
  ['Runware', 'runware', 'runcomfy'],
] as const)('the next provider makes the video when %s', (_provider, first, next) => {
  const variables = { KLING_PROVIDERS: `${first},${next}` }

  test.each(Object.entries(rows))('%s', async (_name, { effect, behaviour, errors = [] }) => {
    const flow = await open({ variables, errors, kling: { ...(behaviour && { behaviour }) } })
    flow.kling.faults.add({ provider: first, endpoint: 'submit', effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)

    expect(providersOf(flow)).toEqual([first, next])
    expect(flow.kling.jobs.map(({ provider }) => provider)).toEqual([next])
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(await flow.storedOne()).toMatchObject({ provider: next, passedOver: [first], submits: 1 })
  })

  test('refuses connections', async () => {
    const url = `http://127.0.0.1:${await findClosedPort()}`
    const flow = await open({
      variables: { ...variables, [first === 'runcomfy' ? 'RUNCOMFY_API_URL' : 'RUNWARE_API_URL']: url },
    })
    const sent = await flow.ask()
    await flow.untilTold(sent)

    expect(providersOf(flow)).toEqual([next])
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(await flow.storedOne()).toMatchObject({ provider: next, passedOver: [first], submits: 1 })
  })

  test('does not come to terms about TLS', async () => {
    const flow = await open({ variables, isBotStarted: false })
    // The sandbox speaks no TLS, so the handshake fails before anything is sent.
    await flow.startBot(
      first === 'runcomfy'
        ? { RUNCOMFY_API_URL: flow.kling.runcomfyUrl.replace('http:', 'https:') }
        : { RUNWARE_API_URL: flow.kling.runwareUrl.replace('http:', 'https:') },
    )
    const sent = await flow.ask()
    await flow.untilTold(sent)

    expect(providersOf(flow)).toEqual([next])
    expect(await flow.storedOne()).toMatchObject({ provider: next, passedOver: [first], submits: 1 })
    expect(flow.logLines.filter((line) => line.includes('did not take')).join()).toContain('"networkCode":"E')
  })
})

const badInput = {
  runcomfy: { detail: [{ type: 'value_error', loc: ['body', 'duration'], msg: `${rawMark} is not allowed` }] },
  runware: { data: [], errors: [{ code: 'unsupportedParameter', message: `${rawMark} is not allowed` }] },
}

test.each([
  ['runcomfy', 'runware', 422],
  ['runware', 'runcomfy', 400],
] as const)('a request that %s does not accept is not tried at %s', async (first, next, status) => {
  const flow = await open({ variables: { KLING_PROVIDERS: `${first},${next}` }, errors: [operatorIsCalled] })
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'http', status, body: badInput[first] } })
  const sent = await flow.ask()
  await flow.untilTold(sent)

  await expectEnd(flow, sent, {
    sentence: says.requestRefused,
    state: 'failed',
    failure: 'requestRefused',
    settlement: nothingPaid,
    canRetry: false,
  })
  expect(providersOf(flow)).toEqual([first])
  await expectNextPasses(flow)
})
