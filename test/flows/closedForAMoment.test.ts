import { describe, expect, test, vi } from 'vitest'
import type { ScriptedFault } from '../../sandbox/discord/faults.ts'
import { permissions, usualAdminPermissions, usualBotPermissions } from '../../sandbox/discord/flags.ts'
import type { SentInteraction } from '../../sandbox/discord/people/presence.ts'
import { hours, minutes, seconds } from '../../src/domain/clock.ts'
import { en } from '../../src/views/text/en.ts'
import { askPrivately, openQueue } from '../support/askPrivately.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { sayNotice, says } from '../support/says.ts'
import { type Flow, findNotices, findStatus, useFlow, usualPrompt } from '../support/useFlow.ts'

const open = useFlow({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
const ready = says.ready
const afterTheToken = minutes(16)
const edits = /^PATCH \/(?:channels|webhooks)/
const posts = 'POST /channels/:channel/messages'

/** What Cloudflare says in Discord's place. */
const page = (status: number): ScriptedFault['effect'] => ({
  kind: 'answer',
  status,
  body: '<!DOCTYPE html><title>Attention Required! | Cloudflare</title>',
  headers: { 'content-type': 'text/html; charset=UTF-8' },
})
const refusal = (status: number, code: number): ScriptedFault['effect'] => ({
  kind: 'answer',
  status,
  body: { message: 'Refused', code },
})

const finish = (flow: Flow) => flow.kling.finish(flow.kling.jobs[0]?.id ?? '')

/** Asks in a thread of a server of its own, and waits for the rendering. */
async function askInThread(flow: Flow) {
  const guild = flow.discord.addGuild({ name: 'Studio' })
  const thread = guild.addChannel({ name: 'rushes' }).addThread({ name: 'takes' })
  await flow.time.settle()
  const sent = await flow.user.in(thread).run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  return { guild, thread, sent, status: findStatus(sent) }
}

async function askAndRender(flow: Flow, values = {}) {
  const sent = await flow.ask(values)
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  return { sent, status: findStatus(sent) }
}

/** Waits until it stands there, no longer than this. */
async function untilReady(flow: Flow, sent: SentInteraction, limit: number): Promise<void> {
  await flow.time.until(() => findStatus(sent).text.includes(ready), limit)
}

test.each([
  ['a page of Cloudflare with 403', page(403)],
  ['a page of Cloudflare with 401', page(401)],
  ['a page with 404', page(404)],
  ['an empty 404', { kind: 'answer', status: 404 } as const],
  ['a page with 200', page(200)],
  ['a refusal of Discord’s own', refusal(403, 50_001)],
  ['an unknown channel', refusal(404, 10_003)],
])(
  '%s in place of every edit for twenty minutes: then the video is shown, and its owner told once',
  async (_, effect) => {
    const flow = await open()
    const { sent, status } = await askAndRender(flow)
    const stop = flow.discord.faults.script({ route: edits, times: Number.POSITIVE_INFINITY, effect })
    await finish(flow)
    await flow.time.advance(minutes(20))
    expect(status.text).not.toContain(ready)
    stop()
    await untilReady(flow, sent, hours(1))
    expect(flow.discord.requests.filter(({ method }) => method === 'PATCH').length).toBeLessThan(80)
    await expectOnce(flow, sent)
  },
)

test('two refusals while it renders do not keep the progress from being shown', async () => {
  const flow = await open({ kling: { queueMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.waitingAtKling))
  await flow.time.advance(afterTheToken)
  flow.discord.faults.script({ route: edits, times: 2, effect: refusal(403, 50_001) })
  flow.kling.start(flow.kling.jobs[0]?.id ?? '')
  await flow.time.until(() => findStatus(sent).text.includes(says.overdue), minutes(30))
  await finish(flow)
  await flow.untilTold(sent)
  await expectOnce(flow, sent)
})

test('in a thread that has archived itself the word to the owner goes first, and reopens it', async () => {
  const flow = await open()
  const { thread, sent, status } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.archive()
  await finish(flow)
  await untilReady(flow, sent, minutes(1))
  const [notice] = findNotices(flow, sent)
  expect(notice?.createdAt).toBeLessThanOrEqual(status.history.at(-1)?.at ?? 0)
  await expectOnce(flow, sent)
})

test('in a locked thread both wait until it is open again', async () => {
  const flow = await open()
  const { thread, sent } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.archive({ locked: true })
  await finish(flow)
  await flow.time.advance(hours(3))
  expect(findNotices(flow, sent)).toEqual([])
  thread.unarchive()
  await untilReady(flow, sent, seconds(20))
  await expectOnce(flow, sent)
})

test('a server that removed the bot and invites it again sees the video at once', async () => {
  const flow = await open()
  const { guild, sent, status } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  guild.removeBot()
  await finish(flow)
  await flow.time.advance(hours(5))
  expect(status.text).not.toContain(ready)
  guild.inviteBot()
  await untilReady(flow, sent, seconds(20))
  await expectOnce(flow, sent)
})

test.each([
  ['unhidden', (thread: { unhide(): void }) => thread.unhide()],
  [
    'given its permissions back',
    (thread: { setBotPermissions(set: bigint): void }) => thread.setBotPermissions(usualBotPermissions),
  ],
])('a channel that was closed and is %s shows the video at once', async (how, reopen) => {
  const flow = await open()
  const { thread, sent } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  if (how === 'unhidden') thread.hide()
  else thread.setBotPermissions(usualBotPermissions & ~permissions.viewChannel)
  await finish(flow)
  await flow.time.advance(hours(5))
  reopen(thread)
  await untilReady(flow, sent, seconds(20))
  await expectOnce(flow, sent)
})

test.each([
  ['its owner', (flow: Flow) => flow.user],
  ['somebody else', (flow: Flow) => flow.discord.addUser({ name: 'Ben' })],
])('a click of %s on the message that nobody could edit shows the end', async (_, choose) => {
  const flow = await open()
  const { thread, sent, status } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.hide()
  await finish(flow)
  await flow.time.advance(hours(5))
  expect(status.text).not.toContain(ready)
  await flow.press(status, 'Hide when done', choose(flow).in(thread))
  await untilReady(flow, sent, seconds(20))
  expect(status.attachments).toHaveLength(1)
})

test('a click shows the end even where it was seen elsewhere, and closed, meanwhile', async () => {
  const flow = await open()
  const { thread, sent, status } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.hide()
  await finish(flow)
  await flow.time.advance(hours(1))
  await flow.press(await openQueue(flow, flow.member), 'Show me')
  await flow.time.until(async () => (await flow.storedOne()).delivery.deliveredAt !== undefined)
  expect(status.text).not.toContain(ready)
  await flow.crashBot()
  await flow.startBot()
  await flow.press(status, 'Hide when done', flow.user.in(thread))
  await untilReady(flow, sent, seconds(20))
  expect(status.attachments).toHaveLength(1)
})

test('nothing is lost with the events: a channel that was reopened while the connection was away is found open', async () => {
  const flow = await open()
  const { thread, sent } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.hide()
  await finish(flow)
  await flow.time.advance(hours(5))
  const letGo = flow.discord.faults.holdGateway()
  flow.discord.faults.dropGateway('invalidSession')
  await flow.time.until(() => !flow.discord.gateway.isBotConnected)
  thread.unhide()
  letGo()
  await flow.time.until(() => flow.discord.gateway.isBotConnected)
  await untilReady(flow, sent, seconds(30))
  await expectOnce(flow, sent)
})

test('a hundred useless changes in an hour make it ask Discord only now and then', async () => {
  const flow = await open()
  const { thread, sent } = await askInThread(flow)
  await flow.time.advance(afterTheToken)
  thread.hide()
  await finish(flow)
  await flow.time.advance(minutes(5))
  const before = flow.discord.requests.length
  for (let count = 0; count < 100; count += 1) {
    thread.setBotPermissions(usualBotPermissions)
    await flow.time.advance(seconds(36))
  }
  expect(flow.discord.requests.length - before).toBeLessThan(40)
  thread.unhide()
  await untilReady(flow, sent, minutes(15))
})

test('a message that was deleted: the owner is told where the video is, once', async () => {
  const flow = await open()
  const { status } = await askAndRender(flow)
  flow.user.in(flow.channel, { permissions: usualAdminPermissions }).remove(status)
  await finish(flow)
  await flow.time.advance(hours(10))
  const mentions = flow.discord.messages.filter(({ pings }) => pings.length > 0)
  expect(mentions.map(({ text, pings }) => ({ text, pings }))).toEqual([
    {
      text: sayNotice(flow.user.id, usualPrompt, en.notifications.messageGone),
      pings: [flow.user.id],
    },
  ])
  const shown = await flow.press(await openQueue(flow, flow.member), 'Show me')
  await flow.time.until(() => shown.message?.attachments.length === 1)
})

test.each([
  ['is not taken for half an hour', minutes(30), { kind: 'answer', status: 503 } as const],
  ['is answered with a page for half an hour', minutes(30), page(403)],
  ['is refused for half an hour', minutes(30), refusal(403, 50_013)],
  ['is taken, but its answer is lost, for half an hour', minutes(30), { kind: 'loseAnswer' } as const],
])('a word to the owner that %s arrives once', async (_, time, effect) => {
  const flow = await open()
  const { sent } = await askAndRender(flow)
  await flow.time.advance(afterTheToken)
  const stop = flow.discord.faults.script({ route: posts, times: Number.POSITIVE_INFINITY, effect })
  await finish(flow)
  await untilReady(flow, sent, minutes(1))
  await flow.time.advance(time)
  stop()
  await flow.time.advance(hours(1))
  await expectOnce(flow, sent)
})

test('a clock that was put forward while the video rendered does not cut off a private answer', async () => {
  let lag = 0
  const clock = {
    now: () => Date.now() - lag,
    after(milliseconds: number, run: () => void) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  }
  const flow = await open({ discord: { clock } })
  const { sent, status } = await askAndRender(flow, { private: true })
  lag = minutes(20)
  vi.setSystemTime(Date.now() + lag)
  await finish(flow)
  await untilReady(flow, sent, minutes(1))
  expect(status.attachments).toHaveLength(1)
})

test.each([
  ['ahead of', -minutes(15)],
  ['behind', minutes(15)],
])('with a clock that is fifteen minutes %s Discord’s', async (_, ahead) => {
  const clock = {
    now: () => Date.now() + ahead,
    after(milliseconds: number, run: () => void) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  }
  const flow = await open({ discord: { clock } })
  const hidden = await askAndRender(flow, { private: true })
  await finish(flow)
  await untilReady(flow, hidden.sent, minutes(1))
  await flow.time.advance(minutes(1))
  expect(await flow.storedOne()).toMatchObject({ delivery: { deliveredAt: expect.any(Number) }, origin: { token: '' } })
})

describe('whoever wants no word', () => {
  const wantNone = async (flow: Flow) => {
    const card = await askPrivately(flow, flow.member, 'kling settings')
    await flow.member.choose(card, `chooseSetting:${flow.user.id}:notice`, ['none'])
    await flow.time.settle()
  }
  const pingsOf = (flow: Flow) => flow.discord.messages.filter(({ pings }) => pings.includes(flow.user.id))

  test('is not mentioned where the message was deleted, and finds the video in the queue', async () => {
    const flow = await open()
    await wantNone(flow)
    const { status } = await askAndRender(flow)
    await flow.time.advance(afterTheToken)
    flow.discord.addUser({ name: 'Mo' }).in(flow.channel, { permissions: usualAdminPermissions }).remove(status)
    await finish(flow)
    await flow.time.advance(hours(2))
    expect(pingsOf(flow)).toEqual([])
    expect((await openQueue(flow, flow.member)).text).toContain(usualPrompt)
  })

  test('gets the video into an archived thread by a post that pings nobody', async () => {
    const flow = await open()
    await wantNone(flow)
    const { thread, sent } = await askInThread(flow)
    await flow.time.advance(afterTheToken)
    thread.archive()
    await finish(flow)
    await untilReady(flow, sent, minutes(1))
    await flow.time.advance(minutes(5))
    expect(pingsOf(flow)).toEqual([])
  })
})
