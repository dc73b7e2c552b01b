import { describe, expect, test } from 'vitest'
import type { Fault } from '../../sandbox/kling/faults.ts'
import { hours, minutes } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, nothingPaid, paidPerhaps, rawMark } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { MAX_PER_PERSON_PER_DAY: '2' } })

type Effects = Record<string, Fault['effect']>

/** The provider took the job, and nobody was told so. */
const afterAcceptance: Effects = {
  'the connection breaks after the job was taken': { kind: 'answerLost' },
  'the job is taken and never confirmed': { kind: 'answerLost', silently: true },
  'the job is taken and the answer is a 502': { kind: 'serverErrorAfterAcceptance' },
  'the job is taken and the answer is a page': { kind: 'serverErrorAfterAcceptance', status: 200, text: rawMark },
}

/** The provider never took the job, and nobody can know. */
const beforeAcceptance: Effects = {
  'the connection breaks': { kind: 'reset' },
  'no answer comes': { kind: 'noAnswer' },
  'the answer is a 503': { kind: 'serverError' },
  'the answer is no JSON': { kind: 'notJson', text: `<html>${rawMark}</html>` },
  'the answer is a 408': { kind: 'http', status: 408, body: { message: rawMark } },
  'the answer is a 409': { kind: 'http', status: 409, body: { message: rawMark } },
  'the answer is JSON without sense': { kind: 'http', status: 200, body: { greeting: rawMark } },
}

describe('at RunComfy, which nobody can ask, a submit without an answer', () => {
  const rows = Object.entries({ ...afterAcceptance, ...beforeAcceptance })

  test.each(rows)('is told plainly and never repeated: %s', async (name, effect) => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy,runware' } })
    flow.kling.faults.add({ endpoint: 'submit', effect })
    const sent = await flow.ask()
    const status = await flow.untilTold(sent)

    await expectEnd(flow, sent, {
      sentence: says.unconfirmedForGood,
      state: 'unconfirmed',
      settlement: paidPerhaps,
      canRetry: true,
      notice: en.notifications.unconfirmed,
    })
    expect(status.text).toContain(en.states.unconfirmedForGood)
    await flow.time.advance(minutes(20))
    expect(listSubmits(flow)).toHaveLength(1)
    expect(flow.kling.jobs).toHaveLength(name in afterAcceptance ? 1 : 0)
    await expectTriedAgain(flow, status)
  })
})

describe('at Runware, a submit without an answer', () => {
  test.each(Object.entries(afterAcceptance))('is found again and delivered: %s', async (_name, effect) => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware,runcomfy' } })
    flow.kling.faults.add({ endpoint: 'submit', effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)

    expect(listSubmits(flow)).toHaveLength(1)
    expect(flow.kling.requests.filter(({ endpoint }) => endpoint === 'lookup')).toHaveLength(1)
    expect(flow.kling.jobs).toHaveLength(1)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    expect(
      findStatus(sent).history.some(({ components }) => JSON.stringify(components).includes("I won't send it twice")),
    ).toBe(true)
  })

  test.each(Object.entries(beforeAcceptance))('is sent once more with the same id: %s', async (_name, effect) => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware,runcomfy' } })
    flow.kling.faults.add({ endpoint: 'submit', effect })
    const sent = await flow.ask()
    await flow.untilTold(sent)

    const tasks = listSubmits(flow).map(({ body }) => body)
    expect(tasks).toHaveLength(2)
    expect(tasks[1]).toStrictEqual(tasks[0])
    expect(flow.kling.jobs).toHaveLength(1)
    const generation = await flow.storedOne()
    expect(generation).toMatchObject({ state: 'succeeded', submits: 2, taskId: flow.kling.jobs[0]?.id })
  })

  test('that was never taken is sent twice at the most, and then it ends', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
    flow.kling.faults.add({ endpoint: 'submit', times: 2, effect: { kind: 'reset' } })
    const sent = await flow.ask()
    const status = await flow.untilTold(sent)

    expect(listSubmits(flow)).toHaveLength(2)
    await expectEnd(flow, sent, {
      sentence: says.providerUnavailable,
      state: 'failed',
      failure: 'providerUnavailable',
      settlement: nothingPaid,
      canRetry: true,
    })
    await expectTriedAgain(flow, status)
  })

  test('that cannot be asked about for hours is neither repeated nor given up', async () => {
    const flow = await open({ variables: { KLING_PROVIDERS: 'runware' } })
    flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'answerLost' } })
    const recover = flow.kling.faults.add({
      endpoint: 'lookup',
      times: 'untilCleared',
      effect: { kind: 'http', status: 500, body: { errors: [{ code: 'internalServerError', message: rawMark }] } },
    })
    const sent = await flow.ask()
    await flow.time.advance(hours(1))
    expect(findStatus(sent).text).toContain(says.overdue)
    expect(findNotices(flow, sent)).toEqual([])
    expect(listSubmits(flow)).toHaveLength(1)

    recover()
    await flow.untilTold(sent)
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
  })
})
