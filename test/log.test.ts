import { DiscordAPIError, HTTPError, RateLimitError, REST } from 'discord.js'
import { MockAgent } from 'undici'
import { expect, test } from 'vitest'
import { ProviderError } from '../src/domain/contracts/provider.ts'
import { createLog } from '../src/log.ts'

const botToken = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GfAkE1.fake-fake-fake-fake-fake-fake-fake-fake'
const strangeBotToken = 'OTg3NjU0MzIxMDk4NzY1NDMyMQ.GfAkE2.other-other-other-other-other-other-oth'
const runcomfyKey = 'a-very-fake-runcomfy-key'
const runwareKey = 'fake"runware\\key/with+signs'
const interactionToken = `aW50ZXJhY3Rpb246${'QUJDREVGR0hJSktMTU5P'.repeat(9)}`
const plainInteractionToken = 'a-very-fake-interaction-token'
const webhookUrl = `https://discord.com/api/v10/webhooks/1234567890123456789/${plainInteractionToken}/messages/@original`
const signedUrl = 'https://cdn.discordapp.com/attachments/1/2/cat.png?ex=feedface1&is=feedface2&hm=feedface3'
const prompt = 'a paper boat on a lake at dawn'

/** Every word that must not be found in any line. */
const forbidden = [
  botToken,
  strangeBotToken,
  runcomfyKey,
  runwareKey,
  JSON.stringify(runwareKey).slice(1, -1),
  encodeURIComponent(runwareKey),
  interactionToken,
  plainInteractionToken,
  'feedface',
  prompt,
]

function createRecordedLog() {
  const lines: string[] = []
  const log = createLog({
    level: 'debug',
    secrets: [botToken, runcomfyKey, runwareKey],
    destination: { write: (line) => lines.push(line) },
  })
  return { log, lines }
}

function expectNoSecret(lines: readonly string[]) {
  expect(lines).not.toEqual([])
  for (const line of lines) {
    expect(() => JSON.parse(line)).not.toThrow()
    for (const word of forbidden) expect(line).not.toContain(word)
  }
}

const sentBody = { files: [], json: { content: prompt, token: interactionToken } }

const apiError = new DiscordAPIError(
  { code: 50_035, message: 'Invalid Form Body', errors: { content: { _errors: [{ code: 'X', message: prompt }] } } },
  50_035,
  400,
  'PATCH',
  webhookUrl,
  sentBody,
)
// The message of a refused form repeats what Discord said about each field; here it stands for any text with a token.
apiError.message = `Invalid Form Body at ${webhookUrl}`

const leaks: readonly (readonly [string, unknown])[] = [
  ['a DiscordAPIError', apiError],
  ['an HTTPError', new HTTPError(503, 'Service Unavailable', 'POST', webhookUrl, sentBody)],
  [
    'a RateLimitError',
    new RateLimitError({
      timeToReset: 1,
      limit: 1,
      method: 'POST',
      hash: `hash:1234567890123456789/${interactionToken}`,
      url: webhookUrl,
      route: '/webhooks/:id/:token',
      majorParameter: `1234567890123456789/${interactionToken}`,
      global: false,
      retryAfter: 1,
      sublimitTimeout: 0,
      scope: 'user',
    }),
  ],
  [
    'a ProviderError with a chain of causes',
    new ProviderError({
      provider: 'runware',
      code: 'badResponse',
      retryable: false,
      ambiguous: true,
      detail: `${signedUrl} key ${runwareKey}`,
      cause: new Error(`Bearer ${runcomfyKey}`, { cause: apiError }),
    }),
  ],
  ['an AggregateError', new AggregateError([apiError, new Error(runcomfyKey)], botToken)],
  ['an error inside a plain object', { outcome: { failure: apiError } }],
  ['an error with headers on it', Object.assign(new Error('x'), { headers: { authorization: runcomfyKey } })],
  ['an Authorization header', { headers: { Authorization: `Bot ${strangeBotToken}` } }],
  ['headers as undici lists them', { list: ['authorization', `Bearer ${plainInteractionToken}`] }],
  ['headers inside a text', { text: JSON.stringify({ authorization: `Bearer ${plainInteractionToken}` }) }],
  ['a header line', { text: `POST / HTTP/1.1\r\nAuthorization: ${plainInteractionToken}\r\n` }],
  ['an unknown bot token', { text: `logged in with ${strangeBotToken}.` }],
  ['an interaction token alone', { text: `\n${interactionToken}` }],
  ['an interaction record', { id: '1', token: plainInteractionToken, type: 2 }],
  ['a callback route', { route: `/interactions/1234567890123456789/${plainInteractionToken}/callback` }],
  ['a percent-encoded route', { url: `x=webhooks%2F1234567890123456789%2F${plainInteractionToken}%2Fmessages` }],
  ['a rate-limit bucket', { bucket: `POST:/webhooks/:id/:token:1234567890123456789/${plainInteractionToken}` }],
  ['a signed address of Discord', { url: signedUrl }],
  ['a signed address as URL', { url: new URL(signedUrl) }],
  ['a signed path', { path: '/attachments/1/2/cat.png?ex=feedface1&is=feedface2&hm=feedface3&' }],
  ['an address signed for Amazon', { url: 'https://s3.example/x.mp4?X-Amz-Date=1&X-Amz-Signature=feedface' }],
  ['an address with a token', { text: 'see (/x.mp4?a=1&token=feedface) or /y?sig=feedface' }],
  ['an encoded address', { text: 'https%3A%2F%2Fcdn.example%2Fx%3Fex%3Dfeedface1%26hm%3Dfeedface2' }],
  ['an address with a password', { url: `postgres://kling:${plainInteractionToken}@database/kling` }],
  ['a JSON web token', { text: 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJmYWtlIn0.feedface' }],
  ['a bearer in a sentence', { text: `the service refused Bearer ${plainInteractionToken}` }],
  ['a picture in a text', { text: 'image data:image/png;base64,feedface==' }],
  ['a secret with signs', { text: runwareKey, encoded: encodeURIComponent(runwareKey) }],
  ['a secret as a name', { [runwareKey]: 1 }],
  ['a secret in a map', new Map([['k', new Set([runcomfyKey])]])],
  ['a secret at the place where long texts are cut', { text: `${'x'.repeat(3_990)}${runcomfyKey}` }],
  ['a request', { request: { prompt, negativePrompt: prompt, shots: [{ prompt }] } }],
  ['a JSON text that repeats a key', { text: JSON.stringify({ error: JSON.stringify({ key: runwareKey }) }) }],
]

test.each(leaks)('%s is logged without any secret', (_, value: unknown) => {
  const { log, lines } = createRecordedLog()
  log.error({ error: value }, 'It failed')
  log.error({ value }, 'It failed')
  log.error(value as object)
  log.error({}, 'It failed: %s %o %j' as string, value, value, value)
  log.warn(value instanceof Error ? value : { value }, 'With a sentence')
  log.child({ value }).child({ other: value }).info('A child')
  if (value instanceof Error) log.info(`In a sentence: ${value.message} ${value.stack}`)
  expectNoSecret(lines)
})

test('a secret in the sentence itself is taken out', () => {
  const { log, lines } = createRecordedLog()
  for (const word of forbidden.slice(0, 4)) log.info(`Starting with ${word}`)
  log.info(`Answered at ${webhookUrl}, then fetched ${signedUrl}`)
  expectNoSecret(lines)
  expect(JSON.parse(lines[4] ?? '')).toMatchObject({
    msg: 'Answered at https://discord.com/api/v10/webhooks/1234567890123456789/[redacted]/messages/@original, then fetched https://cdn.discordapp.com/attachments/1/2/cat.png?[redacted]',
  })
})

test('a refusal that discord.js itself threw is logged without the token', async () => {
  const agent = new MockAgent()
  agent.disableNetConnect()
  const path = `/api/v10/webhooks/1234567890123456789/${plainInteractionToken}`
  agent
    .get('https://discord.com')
    .intercept({ path, method: 'POST' })
    .reply(404, { code: 10_015, message: 'Unknown Webhook' }, { headers: { 'content-type': 'application/json' } })
  const rest = new REST({ agent }).setToken(botToken)
  const { log, lines } = createRecordedLog()
  await rest
    .post(`/webhooks/1234567890123456789/${plainInteractionToken}`, { body: { content: prompt } })
    .catch((error: unknown) => log.error({ error }, 'Could not answer'))
  await agent.close()
  rest.clearHashSweeper()
  rest.clearHandlerSweeper()
  expectNoSecret(lines)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'error',
    msg: 'Could not answer',
    error: { type: 'DiscordAPIError[10015]', message: 'Unknown Webhook', code: 10_015, status: 404, method: 'POST' },
  })
})

test('an error keeps what helps to find its reason', () => {
  const { log, lines } = createRecordedLog()
  const error = new ProviderError({
    provider: 'runcomfy',
    code: 'unavailable',
    retryable: true,
    ambiguous: false,
    status: 503,
    requestId: 'request-1',
    detail: 'upstream is down',
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', port: 80 }),
  })
  log.warn({ error, generationId: 'g1' }, 'The check failed')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    generationId: 'g1',
    msg: 'The check failed',
    error: {
      type: 'ProviderError[runcomfy:unavailable]',
      message: 'unavailable',
      stack: expect.stringContaining('log.test.ts'),
      provider: 'runcomfy',
      code: 'unavailable',
      retryable: true,
      ambiguous: false,
      status: 503,
      requestId: 'request-1',
      cause: { message: 'connect', code: 'ECONNREFUSED', port: 80 },
    },
  })
  expect(lines[0], 'a provider may repeat the prompt in its own words').not.toContain('upstream is down')
})

test('an error alone becomes the sentence and the error', () => {
  const { log, lines } = createRecordedLog()
  log.error(new TypeError('x is not a function'))
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'x is not a function',
    error: { type: 'TypeError', message: 'x is not a function' },
  })
})

test('innocent facts stay as they are', () => {
  const { log, lines } = createRecordedLog()
  const facts = {
    generationId: 'abcdefgh12345678',
    userId: '1234567890123456789',
    url: 'https://model-api.runcomfy.net/v1/requests/0e0f7a38-1b8a-4f6e-8f3e-1f6b8d0a4c55/status',
    cost: 630_000,
    isHeld: true,
    nothing: null,
    bytes: new Uint8Array(12),
    count: 12n,
    at: new Date(0),
  }
  log.child({ task: 'boot' }).info(facts, 'Bot is ready')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    ...facts,
    task: 'boot',
    msg: 'Bot is ready',
    bytes: '12 bytes',
    count: '12',
    at: '1970-01-01T00:00:00.000Z',
  })
})

test('objects that contain themselves, deep ones and long ones end', () => {
  const { log, lines } = createRecordedLog()
  const circle: Record<string, unknown> = {}
  circle.circle = circle
  const error = new Error('turns around')
  error.cause = error
  log.error({ circle, error, list: Array.from({ length: 10_000 }), text: 'x'.repeat(1_000_000) }, 'Long')
  expect(lines.join('').length).toBeLessThan(20_000)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ circle: { circle: '[left out]' }, error: { cause: '[left out]' } })
})

test.each(['eyJ-', 'a://', '&sig', 'authorization    ', '?a', 'https://', '\\"', 'data:a/', '1234567890123456789/'])(
  'a megabyte of %j is written',
  (piece) => {
    const { log, lines } = createRecordedLog()
    log.info({ text: piece.repeat(Math.ceil(1_000_000 / piece.length)) }, 'Long')
    // Work that grew with the square of the length would not end within the time of a test.
    expect(lines).toHaveLength(1)
  },
)

test('lines below the level are not written', () => {
  const lines: string[] = []
  createLog({ level: 'warn', secrets: [], destination: { write: (line) => lines.push(line) } }).info('quiet')
  expect(lines).toEqual([])
})
