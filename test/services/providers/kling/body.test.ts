import { describe, expect, test } from 'vitest'
import { supportsRequest } from '../../../../src/domain/chooseModels.ts'
import { aspectRatios, qualities, type Request } from '../../../../src/domain/request.ts'
import { buildBody } from '../../../../src/services/providers/kling/body.ts'
import { findModel } from '../../../support/catalogue.ts'
import { createAttachment, createRequest } from '../support/createRequest.ts'

const prompt = 'A red fox in the snow'
const [start, end] = ['c3RhcnQ=', 'ZW5k']
const resolutions = { standard: '720p', pro: '1080p', '4k': '4k' } as const
const options = { watermark_info: { enabled: false } }
const shots = [
  { prompt: 'A fox wakes up; it looks\naround', duration: 1 },
  { prompt: 'It runs', duration: 4 },
]
const written = 'shot 1, 1, A fox wakes up, it looks around; shot 2, 4, It runs;'

describe.each(qualities)('at %s', (quality) => {
  const fromText = findModel('kling', quality, 'textToVideo')
  const fromPicture = findModel('kling', quality, 'imageToVideo')
  const resolution = resolutions[quality]
  const settings = { multi_shot: false, audio: 'native', resolution, duration: 5 }

  test.each(aspectRatios)('text to video in %s', (aspectRatio) => {
    expect(buildBody(fromText, createRequest({ quality, aspectRatio }), {})).toStrictEqual({
      prompt,
      settings: { ...settings, aspect_ratio: aspectRatio },
      options,
    })
  })

  test('silent, of the longest duration, with words to leave out', () => {
    const request = createRequest({ quality, sound: false, duration: 15, negativePrompt: 'fog and people' })
    expect(buildBody(fromText, request, {})).toStrictEqual({
      prompt: `${prompt}\nAvoid: fog and people`,
      settings: { ...settings, audio: 'off', aspect_ratio: '16:9', duration: 15 },
      options,
    })
  })

  test('as many shots as Kling likes, or one', () => {
    const cut = (cuts: 'auto' | 'one') => buildBody(fromText, createRequest({ quality, cuts }), {}).settings.multi_shot
    expect([cut('auto'), cut('one')]).toEqual([true, false])
  })

  test('shots in the prompt', () => {
    expect(buildBody(fromText, createRequest({ quality, scene: { kind: 'shots', shots } }), {})).toStrictEqual({
      prompt: written,
      settings: { ...settings, multi_shot: true, aspect_ratio: '16:9' },
      options,
    })
  })

  test('a picture to start with', () => {
    const request = createRequest({ quality, negativePrompt: 'fog' })
    expect(buildBody(fromPicture, request, { start })).toStrictEqual({
      contents: [
        { type: 'prompt', text: `${prompt}\nAvoid: fog` },
        { type: 'first_frame', url: start },
      ],
      settings,
      options,
    })
  })

  test('both frames, and shots', () => {
    const request = createRequest({ quality, sound: false, scene: { kind: 'shots', shots } })
    expect(buildBody(fromPicture, request, { start, end })).toStrictEqual({
      contents: [
        { type: 'prompt', text: written },
        { type: 'first_frame', url: start },
        { type: 'last_frame', url: end },
      ],
      settings: { ...settings, multi_shot: true, audio: 'off' },
      options,
    })
  })
})

const long = 'x'.repeat(2_500)
const startImage = createAttachment('start.png')
const elements = [{ frontalImageUrl: 'https://pictures.example/a.png', referenceImageUrls: [] }]

test.each<[string, boolean, Partial<Request>]>([
  ['an end frame', true, { startImage, endImage: startImage }],
  ['words to leave out', true, { negativePrompt: 'fog' }],
  [
    'as many of them as fit',
    true,
    { scene: { kind: 'prompt', prompt: long }, negativePrompt: 'x'.repeat(3_072 - 2_508) },
  ],
  ['one more', false, { scene: { kind: 'prompt', prompt: long }, negativePrompt: 'x'.repeat(3_072 - 2_507) }],
  ['words to leave out beside shots', false, { scene: { kind: 'shots', shots }, negativePrompt: 'fog' }],
  ['guidance', false, { guidance: 0.5 }],
  ['elements', false, { startImage, elements }],
  ['six shots', true, { duration: 6, scene: { kind: 'shots', shots: Array(6).fill({ prompt: 'x', duration: 1 }) } }],
  ['seven shots', false, { duration: 7, scene: { kind: 'shots', shots: Array(7).fill({ prompt: 'x', duration: 1 }) } }],
])('%s: %s', (_, expected, changes) => {
  const request = createRequest(changes)
  const model = findModel('kling', 'standard', request.startImage === undefined ? 'textToVideo' : 'imageToVideo')
  expect(supportsRequest(model, request)).toBe(expected)
})

test('six of the longest shots are no longer than a prompt may be', () => {
  const { shots: limits } = findModel('kling', 'standard', 'textToVideo')
  const longest = { prompt: 'x'.repeat(limits?.prompt.longest ?? 0), duration: 10 }
  const scene = { kind: 'shots', shots: Array.from({ length: limits?.count ?? 0 }, () => longest) } as const
  const body = buildBody(findModel('kling', 'standard', 'textToVideo'), createRequest({ scene }), {})
  expect('prompt' in body ? body.prompt.length : 0).toBeLessThanOrEqual(3_072)
})
