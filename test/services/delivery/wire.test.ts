import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDelivery } from '../../../src/services/delivery/delivery.ts'
import { createRest } from '../../../src/services/delivery/rest.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { createFakeDiscord, type FakeDiscord } from './support/createFakeDiscord.ts'
import {
  applicationId,
  channelId,
  createFinished,
  createGeneration,
  messageId,
  startOfTime,
  userId,
  videoHash,
} from './support/createGeneration.ts'
import { createLogBook } from './support/createLogBook.ts'
import { plainRenderer, readText } from './support/plainRenderer.ts'

const first = { isRepeated: false, isMessageGone: false, isShown: false, hasOthers: false }

const tokenPath = `/api/v10/webhooks/${applicationId}/a-very-fake-interaction-token/messages/@original`
const channelPath = `/api/v10/channels/${channelId}/messages/${messageId}`
const postPath = `/api/v10/channels/${channelId}/messages`
const botToken = 'A-Very-Fake-Token'
const video = randomBytes(3 * 1024 * 1024)
const fileName = 'kling-video.mp4'
const cdnUrl = `https://cdn.discordapp.com/attachments/1/2/${fileName}?ex=1&is=2&hm=3`

let discord: FakeDiscord
beforeEach(async () => {
  discord = await createFakeDiscord()
})
afterEach(() => discord.close())

function createParts() {
  const clock = createManualClock(startOfTime)
  const { log, lines } = createLogBook()
  const delivery = createDelivery({
    rest: createRest({ token: botToken, apiUrl: discord.apiUrl, retries: 1 }),
    unretriedRest: createRest({ token: botToken, apiUrl: discord.apiUrl, retries: 0 }),
    media: { read: async (hash) => (hash === videoHash ? video : Promise.reject(new Error('Unknown file'))) },
    renderer: plainRenderer,
    preferences: { noteDirectMessage: async () => {} },
    clock,
    log,
  })
  return { clock, delivery, lines }
}

test('the video arrives byte for byte in one multipart request with its description', async () => {
  const { delivery } = createParts()
  discord.answer({ status: 200, body: { id: messageId, attachments: [{ id: '5', filename: fileName, url: cdnUrl }] } })

  const outcome = await delivery.showFinal(createFinished())

  expect(outcome).toStrictEqual({ shown: true, uploads: { [createFinished().id]: cdnUrl } })
  expect(discord.requests).toHaveLength(1)
  const [request] = discord.requests
  expect(request).toMatchObject({ method: 'PATCH', path: tokenPath, authorization: undefined })
  expect(request?.body).toStrictEqual({
    flags: 32_768,
    allowed_mentions: { parse: [] },
    components: [{ type: 10, content: 'succeeded · a red fox in the snow · upload' }],
    attachments: [{ id: '0', filename: fileName, description: 'The video' }],
  })
  expect(request?.files.map(({ part, name, type }) => [part, name, type])).toStrictEqual([
    ['files[0]', fileName, 'video/mp4'],
  ])
  expect(request?.files[0]?.bytes.equals(video)).toBe(true)
})

test('the address of the upload is found in the component that shows it as well', async () => {
  const { delivery } = createParts()
  const gallery = { type: 12, items: [{ media: { url: cdnUrl, attachment_id: '5' } }] }
  discord.answer({ status: 200, body: { id: messageId, attachments: [], components: [{ components: [gallery] }] } })

  await expect(delivery.showFinal(createFinished())).resolves.toStrictEqual({
    shown: true,
    uploads: { [createFinished().id]: cdnUrl },
  })
})

test('an edit without files is plain JSON and leaves the files of the message alone', async () => {
  const { delivery, clock } = createParts()

  const generation = createFinished()
  delete generation.result
  await delivery.showFinal({ ...generation, state: 'failed' })

  expect(discord.requests.map(({ body, files }) => [body, files])).toStrictEqual([
    [
      {
        flags: 32_768,
        allowed_mentions: { parse: [] },
        components: [{ type: 10, content: 'failed · a red fox in the snow' }],
      },
      [],
    ],
  ])
  expect(clock.countTimers()).toBe(0)
})

test('an ended interaction token falls to the channel route, and the bot token survives it', async () => {
  const { delivery, lines } = createParts()
  discord.answer({ status: 401, body: { code: 50_027, message: 'Invalid Webhook Token' } })

  await expect(delivery.showFinal(createFinished())).resolves.toStrictEqual({ shown: true })
  await delivery.notify(createFinished(), first)

  expect(discord.requests.map(({ method, path, authorization }) => [method, path, authorization])).toStrictEqual([
    ['PATCH', tokenPath, undefined],
    ['PATCH', channelPath, `Bot ${botToken}`],
    ['POST', postPath, `Bot ${botToken}`],
  ])
  expect(JSON.stringify(lines)).not.toMatch(/a-very-fake|A-Very-Fake|127\.0\.0\.1|red fox/)
})

test('a gateway that refuses the upload with a page instead of JSON gets the link', async () => {
  const { clock, delivery } = createParts()
  discord.answer({ status: 413, body: '<html>Payload Too Large</html>', contentType: 'text/html' })

  const outcome = delivery.showFinal(createFinished())
  await vi.waitFor(() => expect(clock.countTimers()).toBe(1))
  await clock.advance(100)
  await expect(outcome).resolves.toStrictEqual({ shown: true })

  expect(discord.requests.map(({ body, files }) => [readText(body).split(' · ').at(-1), files.length])).toStrictEqual([
    ['upload', 1],
    ['link', 0],
  ])
})

test('a repeated reply carries the same nonce, so that Discord makes one message of it', async () => {
  const { delivery } = createParts()
  discord.answer({ status: 502, body: '', contentType: 'text/html' })

  await delivery.notify(createFinished(), first)

  const nonces = discord.requests.map(({ body }) => (body as { nonce: string }).nonce)
  expect(nonces).toStrictEqual(['notice-abcdefgh12345678', 'notice-abcdefgh12345678'])
})

test('a follow-up is sent once, whatever Discord answers', async () => {
  const { delivery } = createParts()
  discord.answer({ status: 500, body: '', contentType: 'text/html' })

  await delivery.notify(createFinished({ origin: { botInGuild: false } }), first)

  expect(discord.requests.map(({ method, path, authorization, body }) => [method, path, authorization, body])).toEqual([
    [
      'POST',
      `/api/v10/webhooks/${applicationId}/a-very-fake-interaction-token?wait=true`,
      undefined,
      {
        flags: 32_768,
        components: [{ type: 10, content: `<@${userId}> ready` }],
        allowed_mentions: { parse: [], users: [userId], replied_user: false },
      },
    ],
  ])
})

test('progress and result go through one message in order', async () => {
  const { clock, delivery } = createParts()

  delivery.show(createGeneration({ state: 'queued' }), { position: 1 })
  await vi.waitFor(() => expect([discord.requests.length, clock.countTimers()]).toStrictEqual([1, 0]))
  await clock.advance(100)
  await delivery.showFinal(createFinished())

  expect(discord.requests.map(({ path, body }) => [path, readText(body).split(' · ')[0]])).toStrictEqual([
    [tokenPath, 'queued'],
    [tokenPath, 'succeeded'],
  ])
})
