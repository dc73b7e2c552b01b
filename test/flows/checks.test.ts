import { describe, expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/faults.ts'
import { minutes } from '../../src/domain/clock.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { rawMark } from '../support/expectEnd.ts'
import { findClosedPort } from '../support/findClosedPort.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { readEverything } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

interface Trouble extends Pick<Fault, 'effect'> {
  /** What the operator is told after some of it. */
  readonly errors?: readonly string[]
}

const isUnreachable = ['Nothing is sent to a provider for now: it cannot be reached']
const isLockedOut = ['Nothing is sent to a provider for now: it does not take the key']

const troubles: Record<string, Trouble> = {
  'connections break': { effect: { kind: 'reset' }, errors: isUnreachable },
  'no answer comes': { effect: { kind: 'noAnswer' }, errors: isUnreachable },
  'the answer is a 503': { effect: { kind: 'serverError' }, errors: isUnreachable },
  'the answer is a 502 page': {
    effect: { kind: 'notJson', status: 502, text: `<h1>${rawMark}</h1>` },
    errors: isUnreachable,
  },
  'the answer is a page with HTTP 200': { effect: { kind: 'notJson', text: `<h1>${rawMark}</h1>` } },
  'the answer is JSON without sense': { effect: { kind: 'http', status: 200, body: { greeting: rawMark } } },
  'the answer is a list': { effect: { kind: 'http', status: 200, body: [rawMark] } },
  'the answer is a 401': { effect: { kind: 'http', status: 401, body: { message: rawMark } }, errors: isLockedOut },
  'the answer is a 404': { effect: { kind: 'http', status: 404, body: { message: rawMark } } },
  'there are too many requests': { effect: { kind: 'rateLimited' } },
  'the job is not known there': { effect: { kind: 'jobGone' } },
  'the status is an unknown word': { effect: { kind: 'unknownStatus', word: rawMark } },
}

describe.each(['runcomfy', 'runware'] as const)('checks at %s fail for a while, and nothing else does', (provider) => {
  test.each(Object.entries(troubles))('%s', async (_name, { effect, errors = [] }) => {
    const flow = await open({
      variables: { KLING_PROVIDERS: provider },
      errors,
      // Done only when the checks are in order again: a word that nobody knows is asked about at the result.
      kling: { renderMilliseconds: minutes(6) },
    })
    const sent = await flow.ask()
    const recover = flow.kling.faults.add({ endpoint: 'status', times: 'untilCleared', effect })
    await flow.time.advance(minutes(4))
    expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'status').length).toBeGreaterThanOrEqual(4)
    expect(findStatus(sent).text).toMatch(/^\*\*(Sent to Kling|Rendering)\*\*/)
    expect(findNotices(flow, sent)).toEqual([])

    recover()
    await flow.untilTold(sent)
    expect(listSubmits(flow)).toHaveLength(1)
    expect(readEverything(flow.discord.messages)).not.toContain(rawMark)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  })
})

test('one look at many jobs: what is wrong with one of them leaves the others alone', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
  const first = await flow.ask()
  const second = await flow.ask()
  const third = await flow.ask()
  const [, middle] = flow.kling.jobs
  flow.kling.faults.add({
    endpoint: 'status',
    jobId: String(middle?.id),
    times: 'untilCleared',
    effect: { kind: 'jobGone' },
  })
  await flow.untilTold(first)
  await flow.untilTold(third)
  expect(findNotices(flow, second)).toEqual([])
  flow.kling.faults.clear()
  await flow.untilTold(second)
  const checks = flow.kling.requests.filter(({ endpoint }) => endpoint === 'status')
  expect(checks.some(({ body }) => Array.isArray(body) && body.length === 3)).toBe(true)
})

test('a provider that is gone for an hour after it took the job', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, errors: isUnreachable })
  const sent = await flow.ask()
  const goUp = flow.kling.faults.down()
  await flow.time.advance(minutes(60))
  expect(findStatus(sent).text).toContain(says.overdue)
  expect(findNotices(flow, sent)).toEqual([])
  goUp()
  await flow.untilTold(sent)
  await expectDelivered(flow, sent, { duration: 5, hasSound: true })
})

test('a provider that moved away while the bot was off is asked again when it is back', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, errors: isUnreachable })
  const sent = await flow.ask()
  await flow.stopBot()
  await flow.startBot({ RUNCOMFY_API_URL: `http://127.0.0.1:${await findClosedPort()}` })
  await flow.time.advance(minutes(3))
  expect(findStatus(sent).text).toMatch(/^\*\*(Sent to Kling|Rendering)\*\*/)
  await flow.stopBot()
  await flow.startBot()
  await flow.untilTold(sent)
  await expectDelivered(flow, sent, { duration: 5, hasSound: true })
})
