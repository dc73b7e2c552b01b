import { describe, expect, test } from 'vitest'
import { aspectRatios, qualities } from '../../../../src/domain/request.ts'
import { buildTask } from '../../../../src/services/providers/runware/adapter.ts'
import { findModel } from '../../../support/catalogue.ts'
import { createRequest } from '../support/createRequest.ts'
import { readFixture } from '../support/readFixture.ts'

const start = 'data:image/png;base64,c3RhcnQ='
const end = 'data:image/jpeg;base64,ZW5k'
const shots = [
  { prompt: 'A fox wakes up', duration: 3 },
  { prompt: 'It runs', duration: 4 },
]

/** What every task carries besides the request. */
const delivery = {
  taskType: 'videoInference',
  deliveryMethod: 'async',
  outputType: 'URL',
  outputFormat: 'MP4',
  includeCost: true,
  numberResults: 1,
}

const sizes = [
  ['standard', '16:9', 1280, 720],
  ['standard', '9:16', 720, 1280],
  ['standard', '1:1', 960, 960],
  ['pro', '16:9', 1920, 1080],
  ['pro', '9:16', 1080, 1920],
  ['pro', '1:1', 1440, 1440],
  ['4k', '16:9', 3840, 2160],
  ['4k', '9:16', 2160, 3840],
  ['4k', '1:1', 2880, 2880],
] as const

describe('text-to-video', () => {
  test.each(sizes)('at %s %s asks for %i×%i', (quality, aspectRatio, width, height) => {
    const model = findModel('runware', quality, 'textToVideo')
    expect(buildTask(model, createRequest({ quality, aspectRatio }), {})).toStrictEqual({
      ...delivery,
      model: `klingai:kling-video@3-${quality}`,
      positivePrompt: 'A red fox in the snow',
      width,
      height,
      duration: 5,
      providerSettings: { klingai: { sound: true, shotType: 'intelligence' } },
    })
  })

  test.each([
    ['one', {}],
    ['auto', { shotType: 'intelligence' }],
  ] as const)('with cuts %s says %j', (cuts, settings) => {
    const model = findModel('runware', 'pro', 'textToVideo')
    expect(buildTask(model, createRequest({ quality: 'pro', cuts }), {})).toStrictEqual({
      ...delivery,
      model: 'klingai:kling-video@3-pro',
      positivePrompt: 'A red fox in the snow',
      width: 1920,
      height: 1080,
      duration: 5,
      providerSettings: { klingai: { sound: true, ...settings } },
    })
  })

  test.each(qualities)('at %s sends shots instead of the prompt, without a shot type', (quality) => {
    const model = findModel('runware', quality, 'textToVideo')
    const request = createRequest({
      quality,
      duration: 7,
      sound: false,
      negativePrompt: 'blur',
      scene: { kind: 'shots', shots },
    })
    const { width, height, ...task } = buildTask(model, request, {})
    expect([width, height].every((side) => Number.isInteger(side))).toBe(true)
    expect(task).toStrictEqual({
      ...delivery,
      model: `klingai:kling-video@3-${quality}`,
      negativePrompt: 'blur',
      duration: 7,
      providerSettings: { klingai: { sound: false, multiPrompt: shots } },
    })
  })
})

describe('image-to-video', () => {
  test.each(qualities)('at %s sends a single frame as it is and no size', (quality) => {
    const model = findModel('runware', quality, 'imageToVideo')
    const request = createRequest({ quality, negativePrompt: 'blur', sound: false })
    expect(buildTask(model, request, { start })).toStrictEqual({
      ...delivery,
      model: `klingai:kling-video@3-${quality}`,
      positivePrompt: 'A red fox in the snow',
      negativePrompt: 'blur',
      inputs: { frameImages: [start] },
      duration: 5,
      providerSettings: { klingai: { sound: false, shotType: 'intelligence' } },
    })
  })

  test.each(qualities)('at %s tells two frames apart by name', (quality) => {
    const model = findModel('runware', quality, 'imageToVideo')
    const request = createRequest({ quality, duration: 7, scene: { kind: 'shots', shots } })
    expect(buildTask(model, request, { start, end })).toStrictEqual({
      ...delivery,
      model: `klingai:kling-video@3-${quality}`,
      inputs: {
        frameImages: [
          { image: start, frame: 'first' },
          { image: end, frame: 'last' },
        ],
      },
      duration: 7,
      providerSettings: { klingai: { sound: true, multiPrompt: shots } },
    })
  })
})

interface Example {
  readonly taskUUID: string
  readonly positivePrompt?: string
  readonly negativePrompt?: string
  readonly duration: number
  readonly width?: number
  readonly height?: number
  readonly inputs?: { readonly frameImages: readonly (string | { readonly image: string })[] }
  readonly providerSettings: {
    readonly klingai: {
      readonly sound: boolean
      readonly multiPrompt?: { readonly prompt: string; readonly duration: number }[]
    }
  }
}

const examples = readFixture('runware/examples.json') as { readonly request: Example }[]

/** @see https://runware.ai/docs/models/klingai-video-3-0-4k */
test.each(examples.map(({ request }) => request))(
  "Speaks the vendor's example of $duration seconds word for word",
  (example) => {
    const { taskUUID, positivePrompt, negativePrompt, duration, width, height, inputs, providerSettings } = example
    const { sound, multiPrompt } = providerSettings.klingai
    const [first, last] = (inputs?.frameImages ?? []).map((frame) => (typeof frame === 'string' ? frame : frame.image))
    const request = createRequest({
      quality: '4k',
      duration,
      sound,
      scene:
        multiPrompt === undefined
          ? { kind: 'prompt', prompt: positivePrompt ?? 'missing' }
          : { kind: 'shots', shots: multiPrompt },
      aspectRatio: aspectRatios[0],
      ...(negativePrompt !== undefined && { negativePrompt }),
    })
    const model = findModel('runware', '4k', first === undefined ? 'textToVideo' : 'imageToVideo')
    const task = buildTask(model, request, {
      ...(first !== undefined && { start: first }),
      ...(last !== undefined && { end: last }),
    })
    expect([width, height]).toStrictEqual(first === undefined ? [3840, 2160] : [undefined, undefined])
    expect({ taskUUID, ...task }).toStrictEqual({ ...delivery, ...example })
  },
)
