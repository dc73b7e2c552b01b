import { HTTPError } from 'discord.js'
import { expect, test } from 'vitest'
import { createDeliveryParts } from './support/createDeliveryParts.ts'
import { createApiError } from './support/createFakeRest.ts'
import { channelId, createFinished, messageId, startOfTime, userId } from './support/createGeneration.ts'

const directId = '1100000000000000077'
const opening = '/users/@me/channels'
const direct = `/channels/${directId}/messages`
const here = `/channels/${channelId}/messages`
const closedToUs = createApiError(403, 50_007)
const shown = { isRepeated: false, isMessageGone: false, isShown: true, hasOthers: false }

const own = { id: '1100000000000000078', components: [{ type: 10, content: `ready (/${messageId})` }] }

/** Tells the owner, who chose direct messages, with these answers of Discord, one a call. */
async function tell(answers: readonly unknown[], circumstances = shown, delivery = {}, origin = {}) {
  const parts = createDeliveryParts()
  parts.rest.answer(...answers)
  const generation = createFinished({
    createdAt: startOfTime - 600_000,
    notice: 'direct',
    delivery: { shownAt: startOfTime, noticeIntendedAt: startOfTime, ...delivery },
    origin,
  })
  const sent = parts.delivery.notify(generation, circumstances)
  await parts.clock.advance(60_000)
  const calls = parts.rest.calls.map(({ method, path }) => `${method} ${path}`)
  const followUps = parts.unretriedRest.calls.length
  return { outcome: await sent, calls, followUps, closed: parts.closed, last: parts.rest.calls.at(-1)?.body }
}

const channel = { id: directId }
const message = { id: '1100000000000000079' }
const chosen = [`post ${opening}`, `post ${direct}`]

test.each([
  ['is a direct message', [channel, message], shown, 'done', chosen, false],
  ['has to be said here where direct messages are closed', [channel, closedToUs], shown, 'closed', chosen, true],
  [
    'has to be said here where another attempt finds them closed',
    [[{ id: messageId }], channel, [], closedToUs],
    { ...shown, isRepeated: true },
    'closed',
    [`get ${here}`, `post ${opening}`, `get ${direct}`, `post ${direct}`],
    true,
  ],
  [
    'waits where Discord cannot be asked',
    [channel, new HTTPError(503, 'Unavailable', 'POST', 'https://discord.com', { body: {} })],
    shown,
    'later',
    chosen,
    undefined,
  ],
  [
    'is sent again where it certainly does not stand anywhere',
    [[{ id: messageId }], channel, [], message],
    { ...shown, isRepeated: true },
    'done',
    [`get ${here}`, `post ${opening}`, `get ${direct}`, `post ${direct}`],
    false,
  ],
  [
    'is not sent twice',
    [[{ id: messageId }], channel, [own]],
    { ...shown, isRepeated: true },
    'done',
    [`get ${here}`, `post ${opening}`, `get ${direct}`],
    false,
  ],
  [
    'is posted in an archived thread, which that reopens',
    [message],
    { ...shown, isShown: false },
    'done',
    [`post ${here}`],
    undefined,
  ],
] as const)(
  'the word to whoever chose direct messages %s',
  async (_what, answers, circumstances, outcome, calls, isClosed) => {
    const told = await tell(answers, circumstances)
    expect(told.outcome).toBe(outcome)
    expect(told.calls).toEqual(calls)
    expect(told.closed).toEqual(isClosed === undefined ? [] : [[userId, isClosed]])
  },
)

test('it pings by itself, names the message, and carries the nonce of its generation', async () => {
  const { last } = await tell([channel, message])
  expect(last).toEqual({
    flags: 32_768,
    components: own.components,
    nonce: 'notice-abcdefgh12345678',
    enforce_nonce: true,
  })
})

const told = { noticeHereAt: startOfTime }
const byTokenOnly = { botInGuild: false }
test.each([
  ['a reply', shown, {}, [[], message], [`get ${here}`, `post ${here}`], 0],
  ['a follow-up where nothing else reaches the place', shown, byTokenOnly, [], [], 1],
  ['nothing more where the follow-up may stand there', { ...shown, isRepeated: true }, byTokenOnly, [], [], 0],
])('once it is to be said here, it is %s', async (_what, circumstances, origin, answers, calls, followUps) => {
  const known = await tell(answers, circumstances, told, origin)
  expect(known).toMatchObject({ outcome: 'done', calls, followUps, closed: [] })
})
