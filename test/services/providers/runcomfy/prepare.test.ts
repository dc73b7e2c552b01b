import { expect, test } from 'vitest'
import { hours } from '../../../../src/domain/clock.ts'
import { runcomfyApiUrl } from '../../../../src/services/providers/runcomfy/createRuncomfy.ts'
import { runcomfy } from '../../../../src/services/providers/runcomfy/provider.ts'
import { findModel } from '../../../support/catalogue.ts'
import { catchError } from '../support/catchError.ts'
import { createAttachment, createFrame, createRequest } from '../support/createRequest.ts'
import { createSurroundings } from '../support/createSurroundings.ts'

const address = 'https://cdn.discordapp.com/attachments/1/2/start.png?ex=1&is=2&hm=3'

function createTestProvider() {
  const surroundings = createSurroundings()
  return { ...surroundings, provider: runcomfy.create({ ...surroundings, apiUrl: runcomfyApiUrl }) }
}

test('A frame that stays reachable for two hours goes by its address', async () => {
  const { provider, clock, encoded } = createTestProvider()
  const request = createRequest({ startImage: createAttachment('start.png') })
  const start = createFrame('start', { url: address, expiresAt: clock.now() + hours(2) })
  const model = findModel('runcomfy', 'standard', 'imageToVideo')
  expect(await provider.prepare(model, request, { start })).toStrictEqual({
    model,
    body: { prompt: 'A red fox in the snow', start_image_url: address, duration: 5, generate_audio: true },
  })
  expect(encoded).toStrictEqual([])
})

test.each([
  ['whose address ends sooner', (now: number) => ({ url: address, expiresAt: now + hours(2) - 1 })],
  ['that was changed', () => undefined],
])('A frame %s goes as a JPEG data URI', async (_, createSource) => {
  const { provider, clock, encoded } = createTestProvider()
  const request = createRequest({ startImage: createAttachment('start.png') })
  const start = createFrame('start', createSource(clock.now()))
  const { body } = await provider.prepare(findModel('runcomfy', 'standard', 'imageToVideo'), request, { start })
  expect(body).toHaveProperty('start_image_url', 'data:image/jpeg;base64,start')
  expect(encoded).toStrictEqual([
    { hash: 'start', limits: { formats: ['jpeg'], bytes: 5 * 1024 * 1024, pixels: 32_000_000 } },
  ])
})

test('Both frames are prepared where the model takes two', async () => {
  const { provider } = createTestProvider()
  const request = createRequest({
    quality: 'pro',
    startImage: createAttachment('start.png'),
    endImage: createAttachment('end.png'),
  })
  const frames = { start: createFrame('start'), end: createFrame('end') }
  const { body } = await provider.prepare(findModel('runcomfy', 'pro', 'imageToVideo'), request, frames)
  expect(body).toMatchObject({
    start_image_url: 'data:image/jpeg;base64,start',
    end_image_url: 'data:image/jpeg;base64,end',
  })
})

const startImage = createAttachment('start.png')

test.each([
  ['an end frame at standard', { startImage, endImage: startImage }, 'imageToVideo'],
  ['a start frame that was not taken', { startImage }, 'imageToVideo'],
  ['a model of the other mode', { startImage }, 'textToVideo'],
  ['another quality', { quality: 'pro' }, 'textToVideo'],
  [
    'elements without a picture',
    { elements: [{ frontalImageUrl: 'https://a.example/a.png', referenceImageUrls: [] }] },
    'textToVideo',
  ],
  ['shots that do not sum to the duration', { shots: [{ prompt: 'one', duration: 3 }] }, 'textToVideo'],
] as const)('Refuses %s before anything is sent', async (_, changes, mode) => {
  const { provider } = createTestProvider()
  const model = findModel('runcomfy', 'standard', mode)
  const error = await catchError(provider.prepare(model, createRequest({ ...changes } as object), {}))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false, retryable: false })
})

test("Refuses another provider's model", async () => {
  const { provider } = createTestProvider()
  const error = await catchError(provider.prepare(findModel('runware', 'standard', 'textToVideo'), createRequest(), {}))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false })
})

test('A kept picture that is gone ends in a ProviderError too', async () => {
  const surroundings = createSurroundings()
  const pictures = { encode: () => Promise.reject(new Error('ENOENT')) }
  const provider = runcomfy.create({ ...surroundings, pictures, apiUrl: runcomfyApiUrl })
  const model = findModel('runcomfy', 'standard', 'imageToVideo')
  const request = createRequest({ startImage })
  const error = await catchError(provider.prepare(model, request, { start: createFrame('start') }))
  expect(error).toMatchObject({ code: 'invalidInput', ambiguous: false, detail: 'a kept picture could not be read' })
})
