import { test } from 'vitest'
import { endPicture, expectModel, type ModelRow, askedPrompt as prompt, startPicture } from '../support/expectModel.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'runcomfy' } })
const start = await startPicture()
const end = await endPicture()

const findPath = (model: string) => `/runcomfy/v1/models/kling/kling-3.0/${model}`

const rows: Record<string, ModelRow> = {
  'text to video, standard': {
    values: {
      duration: 3,
      aspect_ratio: '9:16',
      sound: false,
      negative_prompt: 'fog and people',
      guidance: 0.7,
      cuts: 'auto',
    },
    path: findPath('standard/text-to-video'),
    body: () => ({
      prompt,
      duration: 3,
      negative_prompt: 'fog and people',
      cfg_scale: 0.7,
      aspect_ratio: '9:16',
      sound: false,
      shot_type: 'intelligent',
    }),
    settings: 'Standard · 3 s · 9:16 · no sound · cut by Kling · guidance 0.7',
    cost: 252_000,
  },
  'text to video, pro': {
    values: { quality: 'pro' },
    path: findPath('pro/text-to-video'),
    body: () => ({ prompt, duration: 5, aspect_ratio: '16:9', sound: true }),
    settings: 'Pro · 5 s',
    cost: 840_000,
  },
  'text to video, 4K': {
    values: { quality: '4k', duration: 15, aspect_ratio: '1:1' },
    path: findPath('4k/text-to-video'),
    body: () => ({ prompt, duration: 15, aspect_ratio: '1:1', sound: true }),
    settings: '4K · 15 s · 1:1',
    cost: 6_300_000,
  },
  'image to video, standard': {
    values: { image: start, duration: 4, negative_prompt: 'fog and people' },
    path: findPath('standard/image-to-video'),
    body: ([image]) => ({
      prompt,
      duration: 4,
      negative_prompt: 'fog and people',
      start_image_url: image,
      generate_audio: true,
    }),
    settings: 'Standard · 4 s',
    cost: 504_000,
  },
  'image to video with an end frame, pro': {
    values: { image: start, end_image: end, quality: 'pro', sound: false, guidance: 0, aspect_ratio: '1:1' },
    path: findPath('pro/image-to-video'),
    body: ([image, endImage]) => ({
      prompt,
      duration: 5,
      cfg_scale: 0,
      start_image_url: image,
      end_image_url: endImage,
      generate_audio: false,
    }),
    settings: 'Pro · 5 s · no sound · end image · guidance 0',
    cost: 560_000,
  },
  'image to video with an end frame, 4K': {
    values: { image: end, end_image: start, quality: '4k', duration: 10 },
    path: findPath('4k/image-to-video'),
    body: ([image, endImage]) => ({
      prompt,
      duration: 10,
      start_image_url: image,
      end_image_url: endImage,
      generate_audio: true,
    }),
    settings: '4K · 10 s · end image',
    cost: 4_200_000,
  },
}

test.each(Object.entries(rows))('%s', async (_name, row) => {
  await expectModel(await open(), 'runcomfy', row)
})
