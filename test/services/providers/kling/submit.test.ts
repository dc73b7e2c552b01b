import { describe, expect, test } from 'vitest'
import { qualities } from '../../../../src/domain/request.ts'
import { kling } from '../../../../src/services/providers/kling/provider.ts'
import { findModel } from '../../../support/catalogue.ts'
import { catchError } from '../support/catchError.ts'
import { createAttachment, createFrame, createRequest } from '../support/createRequest.ts'
import { fakeKey, fakeTaskId } from '../support/createSurroundings.ts'
import type { Behaviour, ReceivedCall } from '../support/startApi.ts'
import { useApi } from '../support/useApi.ts'

const { api, surroundings } = useApi()
const create = () => kling.create({ ...surroundings, apiUrl: api.origin })

const requestId = '9984d27b-a408-4073-ae28-17ca6a13622d'
const made = { id: '893605946402811985', status: 'submitted', create_time: 1, update_time: 1, external_id: fakeTaskId }
const answer = (data: unknown): Behaviour => ({ body: { code: 0, message: 'SUCCEED', request_id: requestId, data } })
const refuse = (status: number, code: number, message = 'words'): Behaviour => ({
  status,
  body: { code, message, request_id: requestId },
})

async function submit() {
  const provider = create()
  const prepared = await provider.prepare(findModel('kling', 'standard', 'textToVideo'), createRequest(), {})
  return provider.submit(prepared, { taskId: fakeTaskId })
}

test.each(qualities)('Posts one task at %s, with the id that was saved before', async (quality) => {
  api.always(answer(made))
  const provider = create()
  const startImage = createAttachment('start.png')
  const frames = { start: createFrame('c3RhcnQ=', { url: 'https://cdn.discordapp.com/a.png', expiresAt: Infinity }) }
  const request = createRequest({ quality, startImage })
  const prepared = await provider.prepare(findModel('kling', quality, 'imageToVideo'), request, frames)
  expect(await provider.submit(prepared, { taskId: fakeTaskId })).toStrictEqual({ id: made.id })
  expect(api.calls).toStrictEqual([
    {
      method: 'POST',
      path: '/image-to-video/kling-3.0',
      authorization: `Bearer ${fakeKey}`,
      body: {
        contents: [
          { type: 'prompt', text: 'A red fox in the snow' },
          { type: 'first_frame', url: 'c3RhcnQ=' },
        ],
        settings: {
          multi_shot: false,
          audio: 'native',
          resolution: { standard: '720p', pro: '1080p', '4k': '4k' }[quality],
          duration: 5,
        },
        options: { watermark_info: { enabled: false }, external_task_id: fakeTaskId },
      },
    },
  ])
  const limits = { formats: ['jpeg', 'png'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 }
  expect(surroundings.encoded).toStrictEqual([{ hash: 'c3RhcnQ=', limits }])
})

test('Posts text to video at its own path', async () => {
  api.always(answer(made))
  expect(await submit()).toStrictEqual({ id: made.id })
  expect(api.calls.map(({ path }) => path)).toStrictEqual(['/text-to-video/kling-3.0'])
})

describe('an id that the service knows', () => {
  const known = refuse(400, 1201, `external_task_id ${fakeTaskId} already exists`)
  const isSubmit = ({ method }: ReceivedCall) => method === 'POST'

  test('is proof that the task was made: it is looked up', async () => {
    api.always((call) => (isSubmit(call) ? known : answer([{ ...made, status: 'processing' }])))
    expect(await submit()).toStrictEqual({ id: made.id })
    expect(api.calls.map(({ path }) => path)).toStrictEqual([
      '/text-to-video/kling-3.0',
      `/tasks?external_task_ids=${fakeTaskId}`,
    ])
  })

  test.each<[string, Behaviour]>([
    ['finds nothing', answer([])],
    ['finds another one', answer([{ ...made, external_id: 'another' }])],
    ['is refused', refuse(401, 1002)],
    ['fails', { status: 503, body: '<html>' }],
    ['breaks off', 'reset'],
  ])('stays open where the look-up %s', async (_, behaviour) => {
    api.always((call) => (isSubmit(call) ? known : behaviour))
    expect(await catchError(submit())).toMatchObject({ code: 'badResponse', ambiguous: true })
  })

  test.each(['Task not exist', 'duration: value is wrong'])('is another thing than "%s"', async (message) => {
    api.always(refuse(400, 1201, message))
    expect(await catchError(submit())).toMatchObject({ code: 'invalidInput', ambiguous: false })
  })
})

/** The whole table. @see https://kling.ai/document-api/api/get-started/error-codes */
test.each([
  [401, 1000, 'unauthorized', false],
  [401, 1001, 'unauthorized', false],
  [401, 1002, 'unauthorized', false],
  [401, 1003, 'unauthorized', false],
  [401, 1004, 'unauthorized', false],
  [429, 1100, 'unauthorized', false],
  [429, 1101, 'outOfCredit', false],
  [429, 1102, 'outOfCredit', false],
  [403, 1103, 'unauthorized', false],
  [400, 1200, 'invalidInput', false],
  [400, 1201, 'invalidInput', false],
  [404, 1202, 'invalidInput', false],
  [404, 1203, 'invalidInput', false],
  [400, 1300, 'rejectedContent', false],
  [400, 1301, 'rejectedContent', false],
  [429, 1302, 'rateLimited', false],
  [429, 1303, 'rateLimited', false],
  [429, 1304, 'unauthorized', false],
  [500, 5000, 'unavailable', true],
  [503, 5001, 'unavailable', true],
  [504, 5002, 'timeout', true],
] as const)('HTTP %i with %i: %s, ambiguous %s', async (status, serviceCode, code, ambiguous) => {
  api.always(refuse(status, serviceCode))
  const error = await catchError(submit())
  expect(error).toMatchObject({ code, ambiguous, status, requestId, isFull: serviceCode === 1303 })
  expect(error.detail).toBe(code === 'rejectedContent' ? String(serviceCode) : `${serviceCode}: words`)
  // A refusal is no reason to ask about anything.
  expect(api.calls).toHaveLength(1)
})

test.each<[string, Behaviour, object]>([
  ['a refusal beside HTTP 200', refuse(200, 1301), { code: 'rejectedContent', ambiguous: false }],
  ['a refusal beside HTTP 500', refuse(500, 1201), { code: 'invalidInput', ambiguous: true }],
  ['an unknown code with telling words', refuse(400, 1999, 'Insufficient balance'), { code: 'outOfCredit' }],
  ['an unknown code', refuse(400, 1999), { code: 'badResponse', ambiguous: true }],
  ['a success that names no task', answer({}), { code: 'badResponse', ambiguous: true }],
  ['JSON without sense', { body: { greeting: 'hello' } }, { code: 'badResponse', ambiguous: true }],
  ['a page', { body: '<html>' }, { code: 'badResponse', ambiguous: true }],
  ['a page of HTTP 404', { status: 404, body: '<html>' }, { code: 'badResponse', ambiguous: false }],
  ['a page of HTTP 502', { status: 502, body: '<html>' }, { code: 'unavailable', ambiguous: true }],
  ['a wall of HTTP 403', { status: 403, body: '<html>' }, { code: 'unavailable', ambiguous: false }],
  ['HTTP 408', { status: 408, body: {} }, { code: 'timeout', ambiguous: true }],
  ['a reset connection', 'reset', { code: 'unavailable', ambiguous: true }],
  ['an answer that breaks off', 'breakOff', { code: 'unavailable', ambiguous: true }],
  ['a quoted prompt', refuse(400, 1201, 'bad: A red fox in the snow'), { detail: '1201: bad: [prompt]' }],
])('Takes %s for what it is', async (_, behaviour, expected) => {
  api.always(behaviour)
  expect(await catchError(submit())).toMatchObject(expected)
})
