import { expect, test } from 'vitest'
import type { RecordedRequest as DiscordRequest } from '../../../../sandbox/discord/rest/requestLog.ts'
import type { RecordedRequest as KlingRequest } from '../../../../sandbox/kling/faults.ts'
import {
  createRequestLog,
  describeDiscordRequest,
  describeKlingRequest,
} from '../../../../sandbox/web/server/requests.ts'

const secrets = ['obviously-fake-bot-token', 'obviously-fake-key']

const edit: DiscordRequest = {
  method: 'PATCH',
  path: '/webhooks/111/aFakeInteractionToken/messages/@original',
  query: {},
  route: 'PATCH /webhooks/:application/:token/messages/:message',
  body: { content: 'a boat' },
  files: [],
  hasAuthorization: false,
  at: 5,
  status: 200,
}

const submit: KlingRequest = {
  provider: 'runware',
  endpoint: 'submit',
  method: 'POST',
  path: '/runware/v1',
  body: [{ taskType: 'videoInference', positivePrompt: 'a boat' }],
  at: 7,
}

test('a request to Discord is shown without the token of its interaction', () => {
  expect(describeDiscordRequest(3, edit, secrets)).toStrictEqual({
    number: 3,
    to: 'discord',
    method: 'PATCH',
    path: '/webhooks/111/…/messages/@original',
    purpose: 'edit message',
    status: 200,
    body: { content: 'a boat' },
    at: 5,
  })
})

test('files stand beside the body', () => {
  const files = [{ name: 'boat.mp4', size: 5, contentType: 'video/mp4' }]
  const described = describeDiscordRequest(3, { ...edit, files }, secrets)
  expect(described.body).toStrictEqual({ content: 'a boat', files })
})

test('a request that Discord does not know has no purpose', () => {
  const unknown = { ...edit, path: '/teapot', route: undefined, body: undefined, status: 404 }
  expect(describeDiscordRequest(3, unknown, secrets)).toStrictEqual({
    number: 3,
    to: 'discord',
    method: 'PATCH',
    path: '/teapot',
    status: 404,
    at: 5,
  })
})

test('a request to a provider has no status before it was answered', () => {
  expect(describeKlingRequest(1, submit, secrets)).toStrictEqual({
    number: 1,
    to: 'runware',
    method: 'POST',
    path: '/runware/v1',
    purpose: 'submit',
    body: [{ taskType: 'videoInference', positivePrompt: 'a boat' }],
    at: 7,
  })
})

test.each([
  [200, 200],
  ['reset', 0],
] as const)('one that was answered with %s has the status %i', (answered, status) => {
  expect(describeKlingRequest(1, { ...submit, answered }, secrets).status).toBe(status)
})

test('pictures are named and not shown, and keys neither, wherever they stand', () => {
  const picture = `data:image/png;base64,${'A'.repeat(50_000)}`
  const body = [{ apiKey: 'obviously-fake-key', inputs: { frameImages: [{ image: picture }] }, seed: 5, audio: true }]
  const described = describeKlingRequest(1, { ...submit, path: '/v1?key=obviously-fake-key', body }, secrets)
  expect(described.path).toBe('/v1?key=…')
  expect(described.body).toStrictEqual([
    {
      apiKey: '…',
      inputs: { frameImages: [{ image: 'data:image/png;base64,… (50022 characters)' }] },
      seed: 5,
      audio: true,
    },
  ])
})

test('a prompt is shown whole, an endless text is not', () => {
  const show = (text: string) => describeKlingRequest(1, { ...submit, body: text }, secrets).body
  const prompt = 'boat '.repeat(500)
  expect(show(prompt)).toBe(prompt)
  expect(show('A'.repeat(5_000))).toBe(`${'A'.repeat(200)}… (5000 characters)`)
})

test('a request for which nobody let the bot connect is shown as what is known of it', () => {
  const shown: unknown[] = []
  const onEvent = () => () => {}
  const log = createRequestLog({
    discord: { onEvent, token: 'obviously-fake-bot-token' },
    kling: { onEvent, klingKey: 'a-third-fake-key', runcomfyKey: 'obviously-fake-key', runwareKey: 'another-fake-key' },
    onChange: (request) => shown.push(request),
  })
  log.addUnreached({ method: 'POST', path: '/runcomfy/v1/models/kling/video', at: 7 })
  log.addUnreached({ method: 'GET', path: '/elsewhere', at: 8 })
  const unreached = { number: 1, to: 'runcomfy', method: 'POST', path: '/runcomfy/v1/models/kling/video', at: 7 }
  expect(shown).toStrictEqual([{ ...unreached, purpose: 'submit', status: 'unreached' }])
})
