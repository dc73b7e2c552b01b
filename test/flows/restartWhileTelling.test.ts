import { expect, test } from 'vitest'
import { usualAdminPermissions } from '../../sandbox/discord/flags.ts'
import type { SandboxEvent } from '../../sandbox/discord/sandboxEvents.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { says } from '../support/says.ts'
import { findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

const isMention = (event: SandboxEvent) => event.kind === 'messageCreated' && event.message.pings.length > 0
const isLastEdit = (event: SandboxEvent) => event.kind === 'messageEdited' && event.message.text.includes(says.ready)

test.each([
  ['soon, when Discord still knows the nonce', 30_000],
  ['late, when the channel has to be searched', 30 * 60_000],
])('the owner is mentioned once although the bot never heard that it worked: started again %s', async (_, away) => {
  const flow = await open()
  const crashed = flow.crashBotAt(isMention)
  const sent = await flow.ask()
  await flow.time.until(() => findNotices(flow, sent).length === 1)
  await crashed
  expect((await flow.storedOne()).delivery.deliveredAt).toBeUndefined()
  await flow.time.advance(away)
  await flow.startBot()
  await flow.time.advance(60_000)
  expect(await expectOnce(flow, sent)).toMatchObject({ state: 'succeeded' })
})

test('in a private message nobody is mentioned, and nothing is told twice', async () => {
  const flow = await open()
  const crashed = flow.crashBotAt(isLastEdit)
  const sent = await flow.ask({ private: true })
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  await crashed
  await flow.startBot()
  await flow.time.advance(60_000)
  await expectOnce(flow, sent, { mentions: 0 })
})

test.each([
  ['while the token lives', 30_000],
  ['after the token', 30 * 60_000],
])('the video is shown although the bot never heard that it was: started again %s', async (_, away) => {
  const flow = await open()
  const crashed = flow.crashBotAt(isLastEdit)
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.ready))
  await crashed
  expect((await flow.storedOne()).delivery.shownAt).toBeUndefined()
  await flow.time.advance(away)
  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).attachments).toHaveLength(1)
  await expectOnce(flow, sent)
})

test.each([
  ['soon', 30_000],
  ['late', 30 * 60_000],
])(
  'an archived thread is reopened by one word to the owner, although the bot never heard of it: started again %s',
  async (_, away) => {
    const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
    const thread = flow.discord.addGuild({ name: 'Studio' }).addChannel({ name: 'rushes' }).addThread({ name: 'takes' })
    await flow.time.settle()
    const sent = await flow.user.in(thread).run('kling video', { prompt: 'a red fox' })
    await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
    await flow.time.advance(16 * 60_000)
    thread.archive()
    const crashed = flow.crashBotAt(isMention)
    await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
    await flow.time.until(() => findNotices(flow, sent).length === 1)
    await crashed
    await flow.time.advance(away)
    await flow.startBot()
    await flow.time.advance(60_000)
    expect(findStatus(sent).text).toContain(says.ready)
    await expectOnce(flow, sent)
  },
)

test('the owner of a deleted message is told once, although the bot never heard that it worked', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  flow.user.in(flow.channel, { permissions: usualAdminPermissions }).remove(findStatus(sent))
  const crashed = flow.crashBotAt(isMention)
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  const mentions = () => flow.discord.messages.filter(({ pings }) => pings.length > 0)
  await flow.time.until(() => mentions().length === 1)
  await crashed
  await flow.time.advance(30 * 60_000)
  await flow.startBot()
  await flow.time.advance(60 * 60_000)
  expect(mentions()).toHaveLength(1)
  expect(await flow.storedOne()).toMatchObject({ delivery: { noticedAt: expect.any(Number) } })
})
