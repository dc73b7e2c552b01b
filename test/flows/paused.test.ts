import { expect, test } from 'vitest'
import { minutes, seconds } from '../../src/domain/clock.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const isUnreachable = 'Nothing is sent to a provider for now: it cannot be reached'
const isEmpty = 'Nothing is sent to a provider for now: the account there is empty'
const paused = says.paused

const countLines = (lines: readonly string[], words: string) => lines.filter((line) => line.includes(words)).length

test.each(['runcomfy', 'runware'] as const)(
  'ten minutes without %s: what waits is paused, what runs goes on, everything is delivered',
  async (provider) => {
    const flow = await open({
      variables: { KLING_PROVIDERS: provider, RUNCOMFY_MAX_CONCURRENT: '2', RUNWARE_MAX_CONCURRENT: '2' },
      errors: [isUnreachable],
      kling: { renderMilliseconds: minutes(1) },
    })
    const running = [await flow.ask(), await flow.ask()]
    const waiting = [await flow.ask(), await flow.ask()]
    await flow.time.advance(seconds(20))
    const goUp = flow.kling.faults.down()
    await flow.time.advance(minutes(9))
    for (const sent of waiting) expect(findStatus(sent).text).toContain(paused)
    for (const sent of running) expect(findStatus(sent).text).toMatch(/^\*\*(Sent to Kling|Rendering)\*\*/)
    expect(listSubmits(flow)).toHaveLength(2)
    await flow.time.advance(minutes(1))

    goUp()
    const all = [...running, ...waiting]
    for (const sent of all) await flow.untilTold(sent)
    for (const sent of all) expect(findStatus(sent).text).toContain(says.ready)
    expect((await flow.stored()).map(({ state, submits }) => [state, submits])).toEqual(all.map(() => ['succeeded', 1]))
    expect(countLines(flow.logLines, 'Generations are sent to a provider again')).toBe(1)
  },
)

test('a person who asks during an outage is told soon, and the queue says the same', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'runcomfy' }, errors: [isUnreachable] })
  const first = await flow.ask()
  const goUp = flow.kling.faults.down()
  await flow.time.advance(minutes(1))
  const later = await flow.ask()
  await flow.time.advance(seconds(5))
  expect(findStatus(later).text).toContain(paused)
  const queue = await flow.member.run('kling queue', {})
  await flow.time.settle()
  expect(queue.message?.text).toContain(paused)
  goUp()
  for (const sent of [first, later]) expect((await flow.untilTold(sent)).text).toContain(says.ready)
})

test('both accounts empty: asked once each, told once each, topped up, delivered', async () => {
  const flow = await open({ errors: [isEmpty, isEmpty] })
  flow.kling.setBalance('runcomfy', 0)
  flow.kling.setBalance('runware', 0)
  const sent = [await flow.ask(), await flow.ask(), await flow.ask()]
  await flow.time.advance(seconds(10))
  expect(listSubmits(flow).map(({ provider }) => provider)).toEqual(['runcomfy', 'runware'])
  for (const each of sent) expect(findStatus(each).text).toContain(paused)
  for (const each of sent) expect(findNotices(flow, each)).toEqual([])

  flow.kling.setBalance('runcomfy', 100_000_000)
  flow.kling.setBalance('runware', 100_000_000)
  for (const each of sent) await flow.untilTold(each)
  expect(flow.kling.jobs).toHaveLength(3)
  for (const each of sent) expect(findStatus(each).text).toContain(says.ready)
})

test('after five videos people are told how long it usually takes, also after a restart', async () => {
  const flow = await open({ kling: { renderMilliseconds: seconds(100) } })
  for (let count = 0; count < 5; count += 1) await flow.make()
  const sixth = await flow.ask()
  await flow.time.advance(seconds(15))
  expect(findStatus(sixth).text).toContain(' · usually about 2 min')
  expect(findStatus(await flow.ask({ duration: 12 })).text).not.toContain('usually')
  await flow.untilTold(sixth)
  expect(findStatus(sixth).text).not.toContain('usually')

  await flow.stopBot()
  await flow.startBot()
  const after = await flow.ask()
  await flow.time.advance(seconds(15))
  expect(findStatus(after).text).toContain(' · usually about 2 min')
  await flow.untilTold(after)
})
