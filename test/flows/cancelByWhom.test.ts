import { expect, test } from 'vitest'
import { permissions, usualMemberPermissions } from '../../sandbox/discord/flags.ts'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { sayNotice, says } from '../support/says.ts'
import { findNotices, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

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
  const click = await flow.press(flow.status, 'Cancel (free)', flow.other.in(flow.channel))
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

test('a moderator stops what is not theirs: the card names them, and the owner is told once', async () => {
  const flow = await openWaiting()
  const moderator = flow.other.in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
  const click = await flow.press(flow.status, 'Cancel (free)', moderator)
  expect(click.followUps).toMatchObject([{ text: en.stop.cancelled, ephemeralFor: flow.other.id }])
  const who = `<@${flow.other.id}>`
  await flow.time.until(() => flow.status.text.startsWith(en.states.stoppedBy(who)))
  expect(flow.kling.jobs[0]?.state).toBe('cancelled')
  await flow.time.advance(60_000)
  const notices = findNotices(flow, flow.sent)
  expect(notices.map(({ text }) => text)).toEqual([
    sayNotice(flow.user.id, usualPrompt, (name) => en.notifications.stopped({ name, moderator: who })),
  ])
})

test('a moderator hides what renders: nobody but its owner gets it, who is told by whom', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY, queueMilliseconds: 0 } })
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.rendering))
  const ben = flow.discord.addUser({ name: 'Ben' })
  const moderator = ben.in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
  const click = await flow.press(status, 'Hide when done', moderator)
  expect(click.followUps).toMatchObject([{ text: en.stop.hidden, ephemeralFor: ben.id }])
  const who = `<@${ben.id}>`
  await flow.time.until(() => status.text.includes(`hidden by ${who}`))
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.until(() => status.text.includes(says.readyHidden))
  await flow.time.advance(60_000)
  expect(status.attachments).toEqual([])
  const notices = findNotices(flow, sent)
  expect(notices.map(({ text }) => text)).toEqual([
    sayNotice(flow.user.id, usualPrompt, (name) => en.notifications.hidden({ name, moderator: who })),
  ])
  const delivered = await flow.press(await openQueue(flow, flow.member), 'Show me')
  await flow.time.until(() => delivered.message?.attachments.length === 1)
  expect(delivered.message?.ephemeralFor).toBe(flow.user.id)
})

test('two clicks at once, from two devices, have one effect', async () => {
  const flow = await openWaiting()
  const clicks = await Promise.all([1, 2].map(() => flow.member.click(flow.status, { label: 'Cancel (free)' })))
  await flow.time.until(() => clicks.every(({ followUps }) => followUps.length === 1))
  await flow.time.until(() => flow.status.text.startsWith(says.cancelled))
  await flow.time.advance(30_000)
  for (const { followUps } of clicks)
    expect(followUps[0]?.text).toBeOneOf([en.cancel.cancelled, en.cancel.alreadyFinished])
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
  await flow.time.until(() => status.text.includes('next in line'))
  const moderator = flow.discord
    .addUser({ name: 'Ben' })
    .in(flow.channel, { permissions: usualMemberPermissions | permissions.manageMessages })
  const clicks = [
    await flow.member.click(status, { label: 'Cancel (free)' }),
    await moderator.click(status, { label: 'Cancel (free)' }),
  ]
  await flow.time.until(() => clicks.every(({ followUps }) => followUps.length === 1))
  expect(clicks.map(({ followUps }) => followUps[0]?.text)).toEqual([en.cancel.cancelled, en.stop.cancelled])
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
  const click = await flow.press(flow.status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.alreadyFinished)
  await flow.untilTold(flow.sent)
  expect(flow.status.text).toContain(says.ready)
  expect(countCancels(flow)).toBe(0)
})
