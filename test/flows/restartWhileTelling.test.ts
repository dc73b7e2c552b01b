import { expect, test } from 'vitest'
import type { SandboxEvent } from '../../sandbox/discord/sandboxEvents.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { type Flow, findNotices, findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow()

/** Takes the bot away when Discord has done something, before the bot hears of it. */
function crashAt(flow: Flow, isMoment: (event: SandboxEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = flow.discord.onEvent((event) => {
      if (!isMoment(event)) return
      stop()
      resolve(flow.crashBot())
    })
  })
}

const isMention = (event: SandboxEvent) => event.kind === 'messageCreated' && event.message.pings.length > 0
const isLastEdit = (event: SandboxEvent) =>
  event.kind === 'messageEdited' && event.message.text.includes('**Your video is ready.**')

test.each([
  ['soon, when Discord still knows the nonce', 30_000],
  ['late, when the channel has to be searched', 30 * 60_000],
])('the owner is mentioned once although the bot never heard that it worked: started again %s', async (_, away) => {
  const flow = await open()
  const crashed = crashAt(flow, isMention)
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
  const crashed = crashAt(flow, isLastEdit)
  const sent = await flow.ask({ private: true })
  await flow.time.until(() => findStatus(sent).text.includes('**Your video is ready.**'))
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
  const crashed = crashAt(flow, isLastEdit)
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes('**Your video is ready.**'))
  await crashed
  expect((await flow.storedOne()).delivery.shownAt).toBeUndefined()
  await flow.time.advance(away)
  await flow.startBot()
  await flow.untilTold(sent)
  expect(findStatus(sent).attachments).toHaveLength(1)
  await expectOnce(flow, sent)
})
