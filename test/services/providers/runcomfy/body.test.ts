import { describe, expect, test } from 'vitest'
import { aspectRatios, qualities } from '../../../../src/domain/request.ts'
import { buildBody } from '../../../../src/services/providers/runcomfy/adapter.ts'
import { findModel } from '../../../support/catalogue.ts'
import { createRequest } from '../support/createRequest.ts'

const start = 'https://cdn.discordapp.com/attachments/1/2/start.png?ex=1&is=2&hm=3'
const end = 'data:image/jpeg;base64,ZW5k'
const shots = [
  { prompt: 'A fox wakes up', duration: 3 },
  { prompt: 'It runs', duration: 4 },
]
const element = {
  frontalImageUrl: 'https://example.com/front.png',
  referenceImageUrls: ['https://example.com/side.png'],
  videoUrl: 'https://example.com/motion.mp4',
}

describe('text-to-video', () => {
  test.each(qualities)('at %s sends what the defaults of the command are, explicitly', (quality) => {
    const model = findModel('runcomfy', quality, 'textToVideo')
    expect(model.id).toBe(`kling/kling-3.0/${quality}/text-to-video`)
    expect(buildBody(model, createRequest({ quality }), {})).toStrictEqual({
      prompt: 'A red fox in the snow',
      duration: 5,
      aspect_ratio: '16:9',
      sound: true,
    })
  })

  test.each(qualities)('at %s sends every option under its name', (quality) => {
    const request = createRequest({
      quality,
      duration: 7,
      aspectRatio: '9:16',
      sound: false,
      negativePrompt: 'blur',
      guidance: 0,
      scene: { kind: 'shots', shots },
    })
    const model = findModel('runcomfy', quality, 'textToVideo')
    expect(buildBody(model, request, {})).toStrictEqual({
      prompt: 'A fox wakes up\nIt runs',
      negative_prompt: 'blur',
      duration: 7,
      aspect_ratio: '9:16',
      cfg_scale: 0,
      sound: false,
      multi_prompt: [
        { prompt: 'A fox wakes up', duration: 3 },
        { prompt: 'It runs', duration: 4 },
      ],
      shot_type: 'customize',
    })
  })

  test.each([
    ['standard', 'one', 'customize'],
    ['pro', 'one', 'customize'],
    ['4k', 'one', 'customize'],
    ['standard', 'auto', 'intelligent'],
  ] as const)('at %s with cuts %s says %s', (quality, cuts, shotType) => {
    const model = findModel('runcomfy', quality, 'textToVideo')
    expect(buildBody(model, createRequest({ quality, cuts }), {})).toStrictEqual({
      prompt: 'A red fox in the snow',
      duration: 5,
      aspect_ratio: '16:9',
      sound: true,
      shot_type: shotType,
    })
  })

  test.each(aspectRatios)('knows the aspect ratio %s', (aspectRatio) => {
    const model = findModel('runcomfy', '4k', 'textToVideo')
    expect(buildBody(model, createRequest({ quality: '4k', aspectRatio }), {})).toHaveProperty(
      'aspect_ratio',
      aspectRatio,
    )
  })
})

describe('image-to-video', () => {
  test.each(qualities)('at %s follows the picture and names the sound switch differently', (quality) => {
    const model = findModel('runcomfy', quality, 'imageToVideo')
    expect(model.id).toBe(`kling/kling-3.0/${quality}/image-to-video`)
    expect(buildBody(model, createRequest({ quality, aspectRatio: '1:1', sound: false }), { start })).toStrictEqual({
      prompt: 'A red fox in the snow',
      start_image_url: start,
      duration: 5,
      generate_audio: false,
    })
  })

  test.each(['pro', '4k'] as const)('at %s sends an end frame and every option', (quality) => {
    const request = createRequest({
      quality,
      duration: 7,
      negativePrompt: 'blur',
      guidance: 0.5,
      scene: { kind: 'shots', shots },
      elements: [element, { frontalImageUrl: 'https://example.com/other.png', referenceImageUrls: [] }],
    })
    const model = findModel('runcomfy', quality, 'imageToVideo')
    expect(buildBody(model, request, { start, end })).toStrictEqual({
      prompt: 'A fox wakes up\nIt runs',
      start_image_url: start,
      end_image_url: end,
      negative_prompt: 'blur',
      duration: 7,
      cfg_scale: 0.5,
      generate_audio: true,
      multi_prompt: shots,
      shot_type: 'customize',
      elements: [
        {
          frontal_image_url: 'https://example.com/front.png',
          reference_image_urls: ['https://example.com/side.png'],
          video_url: 'https://example.com/motion.mp4',
        },
        { frontal_image_url: 'https://example.com/other.png' },
      ],
    })
  })

  test('at standard never sends an end frame, which its schema does not have', () => {
    const model = findModel('runcomfy', 'standard', 'imageToVideo')
    expect(buildBody(model, createRequest(), { start, end })).not.toHaveProperty('end_image_url')
  })
})

test('Shots that are too long together are cut to the longest prompt, never within a character', () => {
  const model = findModel('runcomfy', 'standard', 'textToVideo')
  const long = [
    { prompt: 'a'.repeat(2_498), duration: 3 },
    { prompt: '👨‍👩‍👧 and more', duration: 3 },
  ]
  const { prompt, multi_prompt } = buildBody(
    model,
    createRequest({ duration: 6, scene: { kind: 'shots', shots: long } }),
    {},
  )
  expect(prompt).toBe(`${'a'.repeat(2_498)}\n`)
  expect(multi_prompt).toStrictEqual(long)
})
