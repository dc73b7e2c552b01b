import { expect, test } from 'vitest'
import type { Member } from '../../sandbox/discord/people/member.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()
const ready = says.ready

test('a command that Discord delivers twice begins one video', async () => {
  const flow = await open()
  const sent = await flow.member.run('kling video', { prompt: 'a red fox' })
  sent.redeliver()
  await flow.time.advance(2_000)
  sent.redeliver()
  await flow.untilTold(sent)
  sent.redeliver()
  expect(findStatus(sent).text).toContain(ready)
  await expectOnce(flow, sent)
})

test('a command that Discord delivers again after a restart begins nothing', async () => {
  const flow = await open({ kling: { renderMilliseconds: 60_000 } })
  const sent = await flow.ask()
  await flow.time.until(() => flow.kling.jobs.length === 1)
  await flow.time.settle()
  await flow.crashBot()
  await flow.startBot()
  sent.redeliver()
  await flow.untilTold(sent)
  await expectOnce(flow, sent)
})

async function fail(flow: Flow) {
  flow.kling.faults.add({ endpoint: 'submit', effect: { kind: 'renderFails', failure: { kind: 'renderError' } } })
  const status = findStatus(await flow.ask())
  await flow.time.until(() => status.text.includes(says.renderFailed))
  await flow.time.advance(5_000)
  return status
}

async function clickTwice(flow: Flow, status: Awaited<ReturnType<typeof fail>>, members: readonly Member[]) {
  const clicks = await Promise.all(members.map((member) => member.click(status, { label: 'Try again' })))
  await flow.time.until(() => clicks.every(({ acknowledgedAfter }) => acknowledgedAfter !== undefined), 3_000)
  await flow.time.settle()
  return clicks
}

test('a double click on Try again, or one from each of two devices, begins one video', async () => {
  const flow = await open()
  const status = await fail(flow)
  const sameOnAnotherDevice = flow.user.in(flow.channel)
  const clicks = await clickTwice(flow, status, [flow.member, flow.member, sameOnAnotherDevice])
  const begun = clicks.filter(({ acknowledgedAs }) => acknowledgedAs === 5)
  const repeated = clicks.filter(({ acknowledgedAs }) => acknowledgedAs === 4)
  expect([begun.length, repeated.length]).toEqual([1, 2])
  for (const { message } of repeated) {
    expect(message?.ephemeralFor).toBe(flow.user.id)
    expect(message?.text).toMatch(/^\*\*You already started this one[:.]/)
  }
  const [first] = begun
  if (first === undefined) throw new Error('No click was taken')
  await flow.untilTold(first)
  expect(findStatus(first).text).toContain(ready)
  expect(listSubmits(flow)).toHaveLength(2)

  // The button still stands in the message of the first one; hours later it points to what it began.
  await flow.time.advance(3 * 60 * 60_000)
  const late = await flow.press(status, 'Try again')
  expect(late.message?.text).toContain(`/${findStatus(first).id}`)
  await flow.time.advance(60_000)
  expect(listSubmits(flow)).toHaveLength(2)
  expect(await flow.stored()).toHaveLength(2)
})

test('a click on Try again that Discord delivers twice, with a restart in between, begins one video', async () => {
  const flow = await open()
  const status = await fail(flow)
  const click = await flow.press(status, 'Try again')
  await flow.time.until(() => flow.kling.jobs.length === 2)
  await flow.time.settle()
  await flow.crashBot()
  await flow.startBot()
  click.redeliver()
  await flow.untilTold(click)
  await flow.time.advance(60_000)
  expect(listSubmits(flow)).toHaveLength(2)
  expect(await flow.stored()).toHaveLength(2)
})
