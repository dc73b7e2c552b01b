import { expect, test } from 'vitest'
import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { en } from '../../src/views/text/en.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { renderMilliseconds: 30_000, queueMilliseconds: 0 },
  variables: { KLING_PROVIDERS: 'runware', RUNWARE_MAX_CONCURRENT: '1' },
})

async function askAs({ time }: Flow, member: Flow['member'], values: Record<string, string | number | boolean>) {
  const sent = await member.run('kling video', { prompt: 'a red fox', ...values })
  await time.until(() => sent.acknowledgedAfter !== undefined, 3_000)
  // Each is later than the one before it.
  await time.advance(1_000)
  return findStatus(sent)
}

/** What stands in the status message before the time. */
const seeState = ({ text }: SandboxMessage) => text.split(' · asked')[0]
const cut = (sentence: string) => sentence.split(' · asked')[0]
const next = cut(en.states.queuedNext(''))
const behind = (count: number) => cut(en.states.queuedBehind({ count, since: '' }))
const behindOne = behind(1)

test('after many of one person, one of another starts next, and every place moves as others start', async () => {
  const flow = await open()
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const [first, ...waiting] = [
    await askAs(flow, flow.member, {}),
    await askAs(flow, flow.member, {}),
    await askAs(flow, flow.member, {}),
    await askAs(flow, flow.member, {}),
  ] as [SandboxMessage, ...SandboxMessage[]]
  await flow.time.advance(5_000)
  expect(waiting.map(seeState)).toEqual([next, behindOne, behind(2)])

  const his = await askAs(flow, other, {})
  await flow.time.advance(10_000)
  expect(seeState(his)).toBe(next)
  expect(waiting.map(seeState)).toEqual([behindOne, behind(2), behind(3)])

  await flow.time.until(() => first.text.includes(says.ready))
  await flow.time.advance(10_000)
  expect(his.text).toContain(says.rendering)
  expect(waiting.map(seeState)).toEqual([next, behindOne, behind(2)])

  await flow.time.until(() => waiting.every(({ text }) => text.includes(says.ready)))
  const started = (await flow.stored()).toSorted((one, two) => (one.submittedAt ?? 0) - (two.submittedAt ?? 0))
  expect(started.map(({ origin }) => origin.userId === other.userId)).toEqual([false, true, false, false, false])
})

test('a dear one waits for about as much money of the other as it costs', async () => {
  const flow = await open()
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  for (let count = 0; count < 6; count += 1) await askAs(flow, flow.member, { sound: false })
  const dear = await askAs(flow, other, { quality: '4k' })
  await flow.time.advance(5_000)
  expect(seeState(dear)).toBe(behind(4))
  await flow.time.until(() => dear.text.includes(says.ready))
  const started = (await flow.stored()).toSorted((one, two) => (one.submittedAt ?? 0) - (two.submittedAt ?? 0))
  const before = started.slice(
    1,
    started.findIndex(({ origin }) => origin.userId === other.userId),
  )
  expect(before.map(({ reserved }) => reserved)).toEqual([420_000, 420_000, 420_000, 420_000])
})

test('a restart loses nobody, and only the turns begin anew', async () => {
  const flow = await open()
  const other = flow.discord.addUser({ name: 'Ben' }).in(flow.channel)
  const his = [await askAs(flow, flow.member, {}), await askAs(flow, flow.member, {}), await askAs(flow, other, {})]
  await flow.stopBot()
  await flow.startBot()
  await flow.time.until(() => his.every(({ text }) => text.includes(says.ready)))
  expect((await flow.stored()).map(({ state, submits }) => [state, submits])).toEqual([
    ['succeeded', 1],
    ['succeeded', 1],
    ['succeeded', 1],
  ])
})
