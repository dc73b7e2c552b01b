import { expect, test } from 'vitest'
import { StartFailure } from '../../src/process/lifetime.ts'
import { expectOnce } from '../support/expectOnce.ts'
import { says } from '../support/says.ts'
import { findStatus, useFlow } from '../support/useFlow.ts'

const open = useFlow({ kling: { renderMilliseconds: 60_000 } })
const ready = says.ready
const refused =
  'Discord refused DISCORD_TOKEN. Copy the bot token anew from the Discord Developer Portal: your application, Bot, Reset Token.'
const unauthorized = { status: 401, body: { message: '401: Unauthorized', code: 0 } }
const wall = { status: 401, body: '<html>Are you a robot?</html>' }

test.each([
  ['of Discord', unauthorized],
  ['of a bot wall', wall],
])('a single 401 %s costs nothing: whatever comes after has its token', async (_of, answer) => {
  const flow = await open()
  flow.discord.faults.script({
    route: 'POST /channels/:channel/messages',
    effect: { kind: 'answer', ...answer },
  })
  const sent = await flow.ask()
  await flow.untilTold(sent)
  expect(findStatus(sent).text).toContain(ready)
  await expectOnce(flow, sent)
  await flow.untilTold(await flow.ask())
})

test('a bot wall before all of the API is no verdict, however long it stands', async () => {
  const flow = await open({ kling: { renderMilliseconds: Number.POSITIVE_INFINITY } })
  const takeAway = flow.discord.faults.script({
    route: /^(?!.*token)/,
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'answer', ...wall },
  })
  const status = findStatus(await flow.ask())
  await flow.time.advance(20 * 60_000)
  expect(flow.countHopeless()).toBe(0)
  takeAway()
  await flow.kling.finish(flow.kling.jobs[0]?.id ?? '')
  await flow.time.until(() => status.text.includes(ready))
})

test('a token that Discord refuses again and again ends the bot with one line', async () => {
  const flow = await open({ errors: [refused] })
  const sent = await flow.ask()
  await flow.time.until(() => findStatus(sent).text.includes(says.rendering))
  flow.discord.faults.script({
    route: /^(?!.*token)/,
    times: Number.POSITIVE_INFINITY,
    effect: { kind: 'answer', ...unauthorized },
  })
  await flow.time.until(() => flow.logLines.some((line) => line.includes(refused)))
  expect(flow.countHopeless()).toBe(1)
})

test.each([
  [4004, /^Discord refused DISCORD_TOKEN\. Copy/],
  [4010, /Start it again/],
  [4011, /too many servers/],
  [4012, /Update the bot/],
  [4013, /Update the bot/],
  [4014, /Privileged Gateway Intents/],
])('a gateway closed for good (%i) ends the bot with a line that says what to do', async (code, words) => {
  const serving = await open({ errors: [expect.stringMatching(words)] })
  serving.discord.faults.closeGateway(code)
  await serving.time.settle()
  expect(serving.countHopeless()).toBe(1)

  await serving.stopBot()
  serving.discord.faults.refuseLogin(code)
  const failure = await serving.startBot().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StartFailure)
  expect((failure as StartFailure).message).toMatch(words)
})

test('a gateway that stays away is said, and ends the bot after half an hour', async () => {
  const away = 'No connection to Discord: commands are not heard'
  const flow = await open({ errors: [away, away, 'Discord could not be reached for 30 minutes.'] })
  flow.discord.faults.holdGateway()
  flow.discord.faults.dropGateway('socket')
  await flow.time.advance(29 * 60_000)
  expect(flow.countHopeless()).toBe(0)
  await flow.time.advance(2 * 60_000)
  expect(flow.countHopeless()).toBe(1)
})

test('one that is back in time is said as well', async () => {
  const away = 'No connection to Discord: commands are not heard'
  const flow = await open({ errors: [away] })
  const letGo = flow.discord.faults.holdGateway()
  flow.discord.faults.dropGateway('socket')
  await flow.time.advance(6 * 60_000)
  letGo()
  await flow.time.advance(60 * 60_000)
  expect(flow.logLines.filter((line) => line.includes('Connected to Discord again'))).toHaveLength(1)
  expect(flow.countHopeless()).toBe(0)
  await flow.untilTold(await flow.ask())
})

test('a start without log-ins left says until when', async () => {
  const flow = await open({ isBotStarted: false })
  flow.discord.faults.script({
    route: 'GET /gateway/bot',
    times: Number.POSITIVE_INFINITY,
    effect: {
      kind: 'answer',
      status: 200,
      body: {
        url: flow.discord.apiUrl.replace(/^http(.*)\/api$/, 'ws$1'),
        shards: 1,
        session_start_limit: { total: 1_000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 },
      },
    },
  })
  const failure = await flow.startBot().catch((error: unknown) => error)
  expect((failure as StartFailure).message).toMatch(
    /^Discord allows this bot no more log-ins until 2026-\S+\. It was started too often/,
  )
})
