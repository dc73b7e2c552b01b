import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { seeLabels, seeVideoLink } from '../support/readMessage.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({
  kling: { queueMilliseconds: Number.POSITIVE_INFINITY, renderMilliseconds: Number.POSITIVE_INFINITY },
})
const afterTheToken = 16 * 60_000
const ready = says.ready

const jobId = ({ kling }: Flow) => kling.jobs[0]?.id ?? ''
const routes = (flow: Flow, since: number) =>
  flow.discord.requests.filter(({ at }) => at >= since).map(({ route }) => route)

test('progress and result go on in the same message, with the bot’s own token', async () => {
  const flow = await open()
  const sent = await flow.ask()
  const status = findStatus(sent)
  await flow.time.advance(afterTheToken)
  const since = Date.now()
  flow.kling.start(jobId(flow))
  await flow.time.until(() => status.text.includes(says.overdue))
  await flow.kling.finish(jobId(flow))
  await flow.untilTold(sent)
  expect(status.text).toContain(ready)
  expect(status.attachments).toHaveLength(1)
  expect(status.history.at(-1)?.route).toBe('channel')
  expect(new Set(routes(flow, since))).toEqual(
    new Set([
      'PATCH /channels/:channel/messages/:message',
      // Whether the owner wrote last, who would need no word.
      'GET /channels/:channel/messages',
      'POST /channels/:channel/messages',
    ]),
  )
  await expectOnce(flow, sent)
})

test('a private video waits behind Check, and a click delivers it', async () => {
  const flow = await open()
  const sent = await flow.ask({ private: true })
  const status = findStatus(sent)
  await flow.time.until(() => status.text.includes(says.waitingAtKling))
  expect(status.ephemeralFor).toBe(flow.user.id)
  expect(status.text).toContain(en.card.pressCheck)
  expect(seeLabels(status)).toEqual([en.buttons.check, 'Cancel (free)'])

  await flow.time.advance(afterTheToken)
  await flow.kling.finish(jobId(flow))
  await flow.time.advance(5 * 60_000)
  expect(status.text).not.toContain(ready)

  await flow.press(status, en.buttons.check)
  await flow.time.until(() => status.text.includes(ready))
  expect(status.attachments).toHaveLength(1)
  expect(seeVideoLink(status)).toBeDefined()
  await expectOnce(flow, sent, { mentions: 0 })
})

test('a private video that nobody checks is in the queue, and delivered from there', async () => {
  const flow = await open()
  const status = findStatus(await flow.ask({ private: true }))
  await flow.time.advance(afterTheToken)
  await flow.kling.finish(jobId(flow))
  await flow.time.advance(5 * 60_000)

  const queue = await openQueue(flow, flow.member)
  expect(queue.text).toContain(en.states.succeeded)
  const shown = await flow.press(queue, 'Show me')
  await flow.time.until(() => shown.message?.attachments.length === 1)
  expect(shown.message).toMatchObject({ ephemeralFor: flow.user.id, text: expect.stringContaining(ready) })
  await flow.time.settle()
  expect((await openQueue(flow, flow.member)).text).toContain(says.noVideos)
  expect(status.text).not.toContain(ready)
})

test('Check while it is on its way brings fifteen minutes more, also over a restart', async () => {
  const flow = await open()
  const sent = await flow.ask({ private: true, quality: '4k' })
  const status = findStatus(sent)
  await flow.time.advance(afterTheToken)
  flow.kling.start(jobId(flow))
  await flow.time.advance(60_000)
  expect(status.text).toContain(says.waitingAtKling)
  await flow.press(status, en.buttons.check)
  await flow.time.until(() => status.text.includes(says.rendering))

  await flow.crashBot()
  await flow.startBot()
  await flow.kling.finish(jobId(flow))
  await flow.time.until(() => status.text.includes(ready))
  await expectOnce(flow, sent, { mentions: 0 })
})

test('cancelled by a click on the private message itself: the click’s token shows it', async () => {
  const flow = await open()
  const sent = await flow.ask({ private: true })
  const status = findStatus(sent)
  await flow.time.advance(afterTheToken)
  const click = await flow.press(status, 'Cancel (free)')
  expect(click.followUps[0]?.text).toBe(en.cancel.cancelled)
  await flow.time.until(() => status.text.startsWith(says.cancelled))
  await expectOnce(flow, sent, { mentions: 0 })
})

test('anybody may press Check where a person brought it along, and only the owner is mentioned', async () => {
  const flow = await open({ user: { hasInstalled: true }, variables: { ALLOW_USER_INSTALL: 'true' } })
  const channel = flow.discord.addGuild({ name: 'Elsewhere', installed: false }).addChannel()
  const sent = await flow.user.in(channel).run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => flow.kling.jobs.length === 1)
  const status = findStatus(sent)
  await flow.time.advance(afterTheToken)
  await flow.kling.finish(jobId(flow))
  await flow.time.advance(5 * 60_000)
  expect(status.text).not.toContain(ready)

  const other = flow.discord.addUser({ name: 'Ben' })
  await flow.press(status, en.buttons.check, other.in(channel))
  await flow.time.until(() => status.text.includes(ready))
  await flow.time.advance(60_000)
  expect(flow.discord.messages.flatMap(({ pings }) => pings)).toEqual([flow.user.id])
})
