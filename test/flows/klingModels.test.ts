import { expect, test } from 'vitest'
import { en } from '../../src/views/text/en.ts'
import { endPicture, expectModel, type ModelRow, askedPrompt as prompt, startPicture } from '../support/expectModel.ts'
import { useFlow } from '../support/useFlow.ts'

const open = useFlow({ variables: { KLING_PROVIDERS: 'kling' } })
const start = await startPicture()
const end = await endPicture()
const toBase64 = ({ bytes }: { bytes: Buffer }) => bytes.toString('base64')

const [fromText, fromPicture] = ['/kling/text-to-video/kling-3.0', '/kling/image-to-video/kling-3.0']
const settings = { multi_shot: false, audio: 'native', resolution: '720p', duration: 5 }
const options = {
  watermark_info: { enabled: false },
  external_task_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
}
const words = { type: 'prompt', text: prompt }

const rows: Record<string, ModelRow> = {
  'text to video, standard, with words to leave out': {
    values: { duration: 3, aspect_ratio: '9:16', sound: false, negative_prompt: 'fog and people' },
    path: fromText,
    body: () => ({
      prompt: `${prompt}\nAvoid: fog and people`,
      settings: { ...settings, audio: 'off', aspect_ratio: '9:16', duration: 3 },
      options,
    }),
    settings: 'Standard · 3 s · 9:16 · no sound',
    cost: 252_000,
  },
  'text to video, 4K': {
    values: { quality: '4k', duration: 15, aspect_ratio: '1:1' },
    path: fromText,
    body: () => ({ prompt, settings: { ...settings, resolution: '4k', aspect_ratio: '1:1', duration: 15 }, options }),
    settings: '4K · 15 s · 1:1',
    cost: 6_300_000,
  },
  'image to video, standard': {
    values: { image: start, duration: 4 },
    path: fromPicture,
    body: () => ({
      contents: [words, { type: 'first_frame', url: toBase64(start) }],
      settings: { ...settings, duration: 4 },
      options,
    }),
    settings: 'Standard · 4 s',
    cost: 504_000,
  },
  'image to video with an end frame, pro': {
    values: { image: start, end_image: end, quality: 'pro', sound: false, aspect_ratio: '1:1' },
    path: fromPicture,
    body: () => ({
      contents: [words, { type: 'first_frame', url: toBase64(start) }, { type: 'last_frame', url: toBase64(end) }],
      settings: { ...settings, audio: 'off', resolution: '1080p' },
      options,
    }),
    settings: 'Pro · 5 s · no sound · end image',
    cost: 560_000,
  },
}

test.each(Object.entries(rows))('%s', async (_name, row) => {
  await expectModel(await open(), 'kling', row)
})

test('guidance, which it has no field for, is left to the next provider', async () => {
  const flow = await open({ variables: { KLING_PROVIDERS: 'kling,runcomfy' } })
  await flow.make({ guidance: 0.5 })
  expect(flow.kling.jobs.map(({ provider }) => provider)).toEqual(['runcomfy'])
})

test('the details say that what is left out stands in the prompt', async () => {
  const flow = await open()
  const status = await flow.make({ negative_prompt: 'fog' })
  const { message: more } = await flow.press(status, en.rounds.more)
  if (more === undefined) throw new Error('Nothing was answered')
  await flow.press(more, en.rounds.details)
  expect(more.text).toContain(`> fog\n${en.rounds.leftOutByPrompt}`)
})
