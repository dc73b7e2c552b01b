import { expect, test } from 'vitest'
import { endPicture, expectModel, type ModelRow, askedPrompt as prompt, startPicture } from '../support/expectModel.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'runware' } })
const start = await startPicture()
const end = await endPicture()
const toDataUri = ({ bytes }: { bytes: Buffer }) => `data:image/png;base64,${bytes.toString('base64')}`

const task = {
  taskType: 'videoInference',
  taskUUID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  deliveryMethod: 'async',
  outputType: 'URL',
  outputFormat: 'MP4',
  includeCost: true,
  numberResults: 1,
  positivePrompt: prompt,
}

const rows: Record<string, ModelRow> = {
  'text to video, standard': {
    values: { duration: 3, aspect_ratio: '9:16', sound: false, negative_prompt: 'fog and people' },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-standard',
        negativePrompt: 'fog and people',
        width: 720,
        height: 1280,
        duration: 3,
        providerSettings: { klingai: { sound: false, shotType: 'intelligence' } },
      },
    ],
    settings: 'Standard · 3 s · 9:16 · no sound',
    cost: 252_000,
  },
  'text to video, pro': {
    values: { quality: 'pro', cuts: 'one' },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-pro',
        width: 1920,
        height: 1080,
        duration: 5,
        providerSettings: { klingai: { sound: true } },
      },
    ],
    settings: 'Pro · 5 s · one shot',
    cost: 840_000,
  },
  'text to video, 4K': {
    values: { quality: '4k', duration: 15, aspect_ratio: '1:1' },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-4k',
        width: 2880,
        height: 2880,
        duration: 15,
        providerSettings: { klingai: { sound: true, shotType: 'intelligence' } },
      },
    ],
    settings: '4K · 15 s · 1:1',
    cost: 6_300_000,
  },
  'image to video, standard': {
    values: { image: start, duration: 4, negative_prompt: 'fog and people' },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-standard',
        negativePrompt: 'fog and people',
        inputs: { frameImages: [toDataUri(start)] },
        duration: 4,
        providerSettings: { klingai: { sound: true, shotType: 'intelligence' } },
      },
    ],
    settings: 'Standard · 4 s',
    cost: 504_000,
  },
  'image to video with an end frame, pro': {
    values: { image: start, end_image: end, quality: 'pro', sound: false, aspect_ratio: '1:1' },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-pro',
        inputs: {
          frameImages: [
            { image: toDataUri(start), frame: 'first' },
            { image: toDataUri(end), frame: 'last' },
          ],
        },
        duration: 5,
        providerSettings: { klingai: { sound: false, shotType: 'intelligence' } },
      },
    ],
    settings: 'Pro · 5 s · no sound · end image',
    cost: 560_000,
  },
  'image to video with an end frame, 4K': {
    values: { image: end, end_image: start, quality: '4k', duration: 10 },
    path: '/runware/v1',
    body: () => [
      {
        ...task,
        model: 'klingai:kling-video@3-4k',
        inputs: {
          frameImages: [
            { image: toDataUri(end), frame: 'first' },
            { image: toDataUri(start), frame: 'last' },
          ],
        },
        duration: 10,
        providerSettings: { klingai: { sound: true, shotType: 'intelligence' } },
      },
    ],
    settings: '4K · 10 s · end image',
    cost: 4_200_000,
  },
}

test.each(Object.entries(rows))('%s', async (_name, row) => {
  await expectModel(await open(), 'runware', row)
})
