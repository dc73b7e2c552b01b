import { expect, test, vi } from 'vitest'
import { hours, minutes } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { expectDelivered } from '../support/expectDelivered.ts'
import { expectEnd, paidPerhaps, usualPrice } from '../support/expectEnd.ts'
import { expectTriedAgain } from '../support/expectTriedAgain.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
const overdue = says.overdue

async function finishFirst(flow: Flow): Promise<void> {
  const [job] = flow.kling.jobs
  if (job === undefined) throw new Error('There is no job')
  await flow.kling.finish(job.id)
}

test.each([
  ['runcomfy', 'standard', 10],
  ['runware', 'pro', 10],
  ['runware', '4k', 40],
] as const)(
  'at %s in %s it is overdue after %i minutes, told once, and delivered late',
  async (provider, quality, limit) => {
    const flow = await open({ variables: { KLING_PROVIDERS: provider } })
    const sent = await flow.ask({ quality })
    const status = findStatus(sent)
    await flow.time.advance(minutes(limit) - 5_000)
    expect(status.text).not.toContain(overdue)
    await flow.time.advance(minutes(2))
    expect(status.text).toContain(overdue)
    const checksBefore = flow.kling.requests.length
    const editsBefore = status.history.length
    await flow.time.advance(minutes(10))

    // From now on once a minute, and nobody is told anything more.
    expect(flow.kling.requests.length - checksBefore).toBeGreaterThanOrEqual(9)
    expect(flow.kling.requests.length - checksBefore).toBeLessThanOrEqual(11)
    expect(status.history).toHaveLength(editsBefore)
    expect(findNotices(flow, sent)).toEqual([])
    await finishFirst(flow)
    await flow.untilTold(sent)
    // The token has ended long ago: this went the other way.
    expect(status.history.at(-1)?.route).toBe('channel')
    await expectDelivered(flow, sent, { duration: 5, hasSound: true })
    const { overdueSince = 0, submittedAt = 0 } = await flow.storedOne()
    expect(overdueSince - submittedAt).toBeGreaterThanOrEqual(minutes(limit))
    expect(overdueSince - submittedAt).toBeLessThan(minutes(limit + 1))
  },
)

test('an overdue one no longer holds its place', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy', RUNCOMFY_MAX_CONCURRENT: '1' } })
  await flow.ask()
  const second = await flow.ask()
  await flow.time.advance(minutes(5))
  expect(findStatus(second).text).toContain('next in line')
  expect(listSubmits(flow)).toHaveLength(1)
  await flow.time.advance(minutes(6))
  expect(listSubmits(flow)).toHaveLength(2)
})

test.each(['runcomfy', 'runware'] as const)('after 24 hours at %s it is lost, and said', async (provider) => {
  const flow = await open({ variables: { KLING_PROVIDERS: provider, MAX_PER_PERSON_PER_DAY: '2' } })
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.advance(minutes(12))
  await flow.stopBot()
  vi.setSystemTime(Date.now() + hours(23.7))
  await flow.startBot()
  await flow.time.advance(minutes(3))
  // Five minutes before its time is over.
  expect(status.text).toContain(overdue)
  await flow.untilTold(sent)

  await expectEnd(flow, sent, {
    sentence: says.neverFinished,
    state: 'lost',
    settlement: paidPerhaps,
    canRetry: true,
    notice: en.notifications.lost,
  })
  const generation = await flow.storedOne()
  expect((generation.finishedAt ?? 0) - (generation.submittedAt ?? 0)).toBeGreaterThanOrEqual(hours(24))
  expect((generation.finishedAt ?? 0) - (generation.submittedAt ?? 0)).toBeLessThan(hours(24) + minutes(2))
  expect(generation.reserved).toBe(usualPrice)
  flow.kling.onEvent((event) => {
    if (event.kind === 'rendering') void flow.kling.finish(event.job.id)
  })
  await expectTriedAgain(flow, status)
})
