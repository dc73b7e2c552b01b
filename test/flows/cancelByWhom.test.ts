import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import { en } from '../../src/views/text/en.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })

async function openWaiting() {
  const flow = await open()
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.waitingAtKling))
  return { ...flow, sent, status, other: flow.discord.addUser({ name: 'Ben' }) }
}

const countCancels = ({ kling }: Awaited<ReturnType<typeof openWaiting>>) =>
  kling.requests.filter(({ endpoint }) => endpoint === 'cancel').length

test('another member is told in private that it is not theirs', async () => {
  const flow = await openWaiting()
  const before = flow.status.text
  const click = await flow.press(flow.status, 'Cancel', flow.other.in(flow.channel))
  expect(click.followUps.map(({ text, ephemeralFor }) => ({ text, ephemeralFor }))).toEqual([
    {
      text: en.userErrors.notYours,
      ephemeralFor: flow.other.id,
    },
  ])
  await flow.time.advance(30_000)
  expect(flow.status.text).toBe(before)
  expect(countCancels(flow)).toBe(0)
  expect(await flow.storedOne()).toMatchObject({ state: 'running' })
})

test('a member who may manage messages cancels what is not theirs', async () => {
  const flow = await openWaiting()
  const moderator = flow.other.in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
  const click = await flow.press(flow.status, 'Cancel', moderator)
  expect(click.followUps[0]).toMatchObject({
    text: en.cancel.cancelled,
    ephemeralFor: flow.other.id,
  })
  await flow.time.until(() => flow.status.text.startsWith(says.cancelled))
  expect(flow.kling.jobs[0]?.state).toBe('cancelled')
})

test('two clicks at once, from two devices, have one effect', async () => {
  const flow = await openWaiting()
  const clicks = await Promise.all([1, 2].map(() => flow.member.click(flow.status, { label: 'Cancel' })))
  await flow.time.until(() => clicks.every(({ followUps }) => followUps.length === 1))
  await flow.time.until(() => flow.status.text.startsWith(says.cancelled))
  await flow.time.advance(30_000)
  for (const { followUps } of clicks) expect(followUps[0]?.text).toMatch(/^\*\*(Cancelled|It has already ended)\.\*\*/)
  expect(listSubmits(flow)).toHaveLength(1)
  expect(await flow.storedOne()).toMatchObject({ state: 'cancelled', settlement: { counted: 0, spent: 0 } })
  expect(findNotices(flow, flow.sent)).toEqual([])
})

test('two people at once, the owner and a moderator, while it waits with us', async () => {
  const flow = await open({ variables: { RUNCOMFY_MAX_CONCURRENT: '1' } })
  await flow.ask()
  await flow.time.advance(1_000)
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes('Yours starts next'))
  const moderator = flow.discord
    .addUser({ name: 'Ben' })
    .in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
  const clicks = [
    await flow.member.click(status, { label: 'Cancel' }),
    await moderator.click(status, { label: 'Cancel' }),
  ]
  await flow.time.until(() => clicks.every(({ followUps }) => followUps.length === 1))
  for (const { followUps } of clicks) expect(followUps[0]?.text).toBe(en.cancel.cancelled)
  await flow.time.until(() => status.text.startsWith(says.cancelled))
  expect(listSubmits(flow)).toHaveLength(1)
})

test('a click on a button that was not yet taken away from a finished video says that it has ended', async () => {
  const flow = await openWaiting()
  flow.discord.faults.script({
    route: /^PATCH/,
    when: ({ body }) => JSON.stringify(body).includes(says.ready),
    effect: { kind: 'delay', milliseconds: 20_000 },
  })
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.until(() => flow.discord.held === 1)
  const click = await flow.press(flow.status, 'Cancel')
  expect(click.followUps[0]?.text).toBe(en.cancel.alreadyFinished)
  await flow.untilTold(flow.sent)
  expect(flow.status.text).toContain(says.ready)
  expect(countCancels(flow)).toBe(0)
})
