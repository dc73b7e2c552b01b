import { expect, test } from 'vitest'
import { permissions, usualAdminPermissions, usualBotPermissions } from '../../sandbox/discord/flags.ts'
import type { Channel } from '../../sandbox/discord/world/createChannelEditor.ts'
import { en } from '../../src/views/text/en.ts'
import { openQueue } from '../support/askPrivately.ts'
import { says } from '../support/says.ts'
import { type Flow, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
const ready = says.ready

/** Asks in a thread, so that every way of losing a place can be played. */
async function askInThread(flow: Flow) {
  const thread = flow.discord.addGuild({ name: 'Studio' }).addChannel({ name: 'rushes' }).addThread({ name: 'takes' })
  await flow.time.settle()
  const sent = await flow.user.in(thread).run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  return { thread, sent, status: findStatus(sent) }
}

async function finish(flow: Flow) {
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.advance(30 * 60_000)
}

async function expectInQueue(flow: Flow) {
  expect(await flow.storedOne()).toMatchObject({ state: 'succeeded', settlement: { counted: 630_000 } })
  expect(flow.discord.invalidRequests).toBeLessThan(10)
  const queue = await openQueue(flow, flow.member)
  expect(queue.text).toContain(en.states.succeeded)
  const shown = await flow.press(queue, 'Show me')
  await flow.time.until(() => shown.message?.attachments.length === 1)
  await flow.time.settle()
  expect((await openQueue(flow, flow.member)).text).toContain(says.noVideos)
  expect(await flow.storedOne()).toMatchObject({ delivery: { deliveredAt: expect.any(Number) } })
}

const losses: [string, (thread: Channel) => void][] = [
  ['the thread is archived and locked', (thread) => thread.archive({ locked: true })],
  ['the channel is hidden from the bot', (thread) => thread.hide()],
  ['the channel is deleted', (thread) => thread.delete()],
]

test.each(losses)('after the token, when %s: it ends well, and waits in the queue', async (_, lose) => {
  const flow = await open()
  const { thread } = await askInThread(flow)
  await flow.time.advance(16 * 60_000)
  lose(thread)
  await finish(flow)
  await expectInQueue(flow)
})

test.each(losses)('while the token lives, when %s: nothing is lost either', async (name, lose) => {
  const flow = await open()
  const { thread, status } = await askInThread(flow)
  lose(thread)
  await finish(flow)
  // The token needs no access to the channel.
  if (name.includes('hidden')) expect(status.text).toContain(ready)
  else await expectInQueue(flow)
})

test('when the bot is thrown out of the server', async () => {
  const flow = await open()
  const guild = flow.discord.addGuild({ name: 'Studio' })
  const channel = guild.addChannel({ name: 'rushes' })
  await flow.time.settle()
  const sent = await flow.user.in(channel).run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  await flow.time.advance(16 * 60_000)
  guild.removeBot()
  await finish(flow)
  await expectInQueue(flow)
})

test.each([
  ['while the token lives', 0],
  ['after the token', 16 * 60_000],
])('when the status message is deleted %s', async (_, wait) => {
  const flow = await open()
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  await flow.time.advance(wait)
  flow.user.in(flow.channel, { permissions: usualAdminPermissions }).remove(findStatus(sent))
  await finish(flow)
  await expectInQueue(flow)
})

test('where the bot may not write by itself, the answer to the command mentions the owner', async () => {
  const flow = await open()
  const channel = flow.discord.addGuild({ name: 'Studio' }).addChannel({
    botPermissions: usualBotPermissions & ~permissions.sendMessages & ~permissions.sendMessagesInThreads,
  })
  await flow.time.settle()
  const sent = await flow.user.in(channel).run('kling video', { prompt: 'a red fox' })
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  // Whose video comes within a minute is still there.
  await flow.time.advance(2 * 60_000)
  await finish(flow)
  expect(findStatus(sent).text).toContain(ready)
  expect(flow.discord.messages.flatMap(({ pings, history }) => pings.map((id) => [id, history[0]?.route]))).toEqual([
    [flow.user.id, 'token'],
  ])
  expect(await flow.storedOne()).toMatchObject({ delivery: { deliveredAt: expect.any(Number) } })
})
