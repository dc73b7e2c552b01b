import { describe, expect, test } from 'vitest'
import { openSandbox } from '../support/openSandbox.ts'
import { createPicture, toDataUri } from '../support/pictures.ts'

const picture = 'https://pictures.example/start.png'
const text = '/v1/models/kling/kling-3.0/standard/text-to-video'
const textPro = '/v1/models/kling/kling-3.0/pro/text-to-video'
const text4k = '/v1/models/kling/kling-3.0/4k/text-to-video'
const image = '/v1/models/kling/kling-3.0/standard/image-to-video'
const imagePro = '/v1/models/kling/kling-3.0/pro/image-to-video'
const image4k = '/v1/models/kling/kling-3.0/4k/image-to-video'
const shots = (...durations: number[]) => durations.map((duration) => ({ prompt: 'Waves', duration }))
const unreachable = () => Promise.reject(new Error('No network in tests'))

describe('bodies that RunComfy takes', () => {
  test.each([
    ['a prompt alone', text, {}],
    ['everything at standard text-to-video', text, { duration: 6, aspect_ratio: '1:1', sound: false, cfg_scale: 0.7 }],
    ['intelligent shots at standard text-to-video', text, { shot_type: 'intelligent' }],
    [
      'customized shots at standard text-to-video',
      text,
      { shot_type: 'customize', duration: 6, multi_prompt: shots(3, 3) },
    ],
    ['customized shots at 4K', text4k, { shot_type: 'customize', duration: 15, multi_prompt: shots(3, 3, 3, 3, 3) }],
    ['an empty list of shots', textPro, { multi_prompt: [] }],
    [
      'a shot without a duration, which counts five seconds',
      text,
      { duration: 5, multi_prompt: [{ prompt: 'Waves' }] },
    ],
    ['a start picture at standard', image, { start_image_url: picture, generate_audio: false }],
    ['both pictures at pro', imagePro, { start_image_url: picture, end_image_url: picture }],
    [
      'both pictures and three elements at 4K',
      image4k,
      {
        start_image_url: picture,
        end_image_url: picture,
        elements: [{ frontal_image_url: picture, reference_image_urls: [picture], video_url: picture }, {}, {}],
      },
    ],
  ])('%s', async (_name, path, fields) => {
    const { runcomfy, sandbox } = await openSandbox({ fetch: unreachable })
    const answer = await runcomfy('POST', path, { prompt: 'A lighthouse', ...fields })
    expect(answer.status).toBe(200)
    const base = `${sandbox.runcomfyUrl}/v1/requests/${answer.body.request_id}`
    expect(answer.body).toStrictEqual({
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status_url: `${base}/status`,
      result_url: `${base}/result`,
      cancel_url: `${base}/cancel`,
    })
    expect(sandbox.jobs).toHaveLength(1)
  })
})

describe('bodies that RunComfy refuses', () => {
  test.each([
    ['no prompt', text, { prompt: undefined }, ['prompt'], 'missing'],
    ['an empty prompt', text, { prompt: ' ' }, ['prompt'], 'value_error'],
    ['a prompt longer than Kling takes', text, { prompt: 'a'.repeat(2_501) }, ['prompt'], 'value_error'],
    ['a field that does not exist', text, { seed: 1 }, ['seed'], 'extra_forbidden'],
    ['a field named after an object method', text, { constructor: 1 }, ['constructor'], 'extra_forbidden'],
    ['a wrapped input', text, { input: {} }, ['input'], 'extra_forbidden'],
    ['the other sound switch at text-to-video', text, { generate_audio: true }, ['generate_audio'], 'extra_forbidden'],
    [
      'the other sound switch at image-to-video',
      image,
      { start_image_url: picture, sound: true },
      ['sound'],
      'extra_forbidden',
    ],
    ['a sound switch that is a word', text, { sound: 'on' }, ['sound'], 'value_error'],
    ['a duration below three seconds', text, { duration: 2 }, ['duration'], 'value_error'],
    ['a duration above fifteen seconds', text, { duration: 16 }, ['duration'], 'value_error'],
    ['a duration that is no whole number', text, { duration: 3.5 }, ['duration'], 'value_error'],
    ['a duration that is a word', text, { duration: '5' }, ['duration'], 'value_error'],
    ['an aspect ratio outside the list', text, { aspect_ratio: '4:3' }, ['aspect_ratio'], 'value_error'],
    [
      'an aspect ratio at image-to-video',
      image,
      { start_image_url: picture, aspect_ratio: '16:9' },
      ['aspect_ratio'],
      'extra_forbidden',
    ],
    ['a guidance above one', text, { cfg_scale: 1.1 }, ['cfg_scale'], 'value_error'],
    ['a guidance below zero', text, { cfg_scale: -0.1 }, ['cfg_scale'], 'value_error'],
    ['a negative prompt that is null', text, { negative_prompt: null }, ['negative_prompt'], 'value_error'],
    ['intelligent shots at pro', textPro, { shot_type: 'intelligent' }, ['shot_type'], 'value_error'],
    ['intelligent shots at 4K', text4k, { shot_type: 'intelligent' }, ['shot_type'], 'value_error'],
    [
      'intelligent shots at standard image-to-video',
      image,
      { start_image_url: picture, shot_type: 'intelligent' },
      ['shot_type'],
      'value_error',
    ],
    ["Runware's word for intelligent shots", text, { shot_type: 'intelligence' }, ['shot_type'], 'value_error'],
    [
      'a shot below three seconds',
      text,
      { duration: 5, multi_prompt: shots(2, 3) },
      ['multi_prompt', 0, 'duration'],
      'value_error',
    ],
    ['a shot without a prompt', text, { multi_prompt: [{ duration: 5 }] }, ['multi_prompt', 0, 'prompt'], 'missing'],
    [
      'a shot with a field that does not exist',
      text,
      { multi_prompt: [{ prompt: 'a', duration: 5, index: 1 }] },
      ['multi_prompt', 0, 'index'],
      'extra_forbidden',
    ],
    [
      'shots that do not sum to the duration',
      text,
      { duration: 7, multi_prompt: shots(3, 3) },
      ['multi_prompt'],
      'value_error',
    ],
    [
      'more than twenty shots',
      text,
      { multi_prompt: shots(...Array<number>(21).fill(3)) },
      ['multi_prompt'],
      'value_error',
    ],
    ['image-to-video without a start picture', image, {}, ['start_image_url'], 'missing'],
    ['a start picture at text-to-video', text, { start_image_url: picture }, ['start_image_url'], 'extra_forbidden'],
    [
      'an end picture at standard',
      image,
      { start_image_url: picture, end_image_url: picture },
      ['end_image_url'],
      'extra_forbidden',
    ],
    ['elements at text-to-video', text, { elements: [] }, ['elements'], 'extra_forbidden'],
    ['four elements', image4k, { start_image_url: picture, elements: [{}, {}, {}, {}] }, ['elements'], 'value_error'],
    [
      'an element with a field that does not exist',
      image4k,
      { start_image_url: picture, elements: [{ id: 'a' }] },
      ['elements', 0, 'id'],
      'extra_forbidden',
    ],
    [
      'a picture over plain http from afar',
      image,
      { start_image_url: 'http://pictures.example/a.png' },
      ['start_image_url'],
      'value_error',
    ],
    ['a picture that is no address', image, { start_image_url: 'start.png' }, ['start_image_url'], 'value_error'],
    [
      'a data URI that is no base64',
      image,
      { start_image_url: 'data:image/png;base64,%%%' },
      ['start_image_url'],
      'value_error',
    ],
    [
      'a data URI that is no picture',
      image,
      { start_image_url: toDataUri(Buffer.from('text')) },
      ['start_image_url'],
      'value_error',
    ],
    [
      'a data URI of another kind',
      image,
      { start_image_url: toDataUri(Buffer.from('text'), 'text/plain') },
      ['start_image_url'],
      'value_error',
    ],
    [
      'a data URI of more than 6 MiB',
      image,
      { start_image_url: toDataUri(Buffer.alloc(6 * 1024 * 1024 + 1)) },
      ['start_image_url'],
      'value_error',
    ],
  ])('%s', async (_name, path, fields, place, type) => {
    const { runcomfy, sandbox } = await openSandbox({ fetch: unreachable })
    const answer = await runcomfy('POST', path, { prompt: 'A lighthouse', ...fields })
    expect(answer.status).toBe(422)
    expect(answer.body.detail).toContainEqual({ type, loc: ['body', ...place], msg: expect.any(String) })
    expect(sandbox.jobs).toStrictEqual([])
    expect(sandbox.balance('runcomfy')).toBe(1_000_000_000)
  })

  test('a data URI of more than 32 megapixels', async () => {
    const { runcomfy } = await openSandbox()
    const large = toDataUri(await createPicture(8_000, 4_001))
    const answer = await runcomfy('POST', image, { prompt: 'A lighthouse', start_image_url: large })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('32 megapixels')
  })

  test('with HTTP 400 and `error` where that way is played', async () => {
    const { runcomfy } = await openSandbox({ behaviour: { runcomfy: { invalidInput: 'error' } } })
    const answer = await runcomfy('POST', text, { prompt: 'A lighthouse', duration: 2 })
    expect(answer.status).toBe(400)
    expect(answer.body).toStrictEqual({ error: 'duration: Input should be an integer between 3 and 15' })
  })

  test('a body that is not JSON, or not called JSON', async () => {
    const { send, sandbox } = await openSandbox()
    const authorization = `Bearer ${sandbox.runcomfyKey}`
    const broken = { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: '{' }
    const unnamed = { method: 'POST', headers: { authorization, 'content-type': 'text/plain' }, body: '{"prompt":"a"}' }
    expect((await send(sandbox.runcomfyUrl + text, broken)).status).toBe(422)
    expect((await send(sandbox.runcomfyUrl + text, unnamed)).status).toBe(422)
  })
})

describe('models', () => {
  test.each([
    ['an unknown one', '/v1/models/kling/kling-9/text-to-video', 400, { error_code: 400001 }],
    [
      'a capital K, which is the other family',
      '/v1/models/kling/kling-3.0/4K/text-to-video',
      400,
      { error_code: 400001 },
    ],
    ['percent-encoded slashes', '/v1/models/kling%2Fkling-3.0%2Fpro%2Ftext-to-video', 404, { detail: 'Not Found' }],
  ])('%s is refused', async (_name, path, status, body) => {
    const { runcomfy } = await openSandbox()
    const answer = await runcomfy('POST', path, { prompt: 'A lighthouse' })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject(body)
  })

  test.each([
    ['standard', true, 5, 630_000],
    ['standard', false, 5, 420_000],
    ['pro', true, 10, 1_680_000],
    ['pro', false, 3, 336_000],
    ['4k', true, 15, 6_300_000],
    ['4k', false, 15, 6_300_000],
  ])('%s with sound %s for %i seconds costs %i micro-dollars', async (quality, sound, duration, cost) => {
    const { runcomfy, sandbox } = await openSandbox()
    await runcomfy('POST', `/v1/models/kling/kling-3.0/${quality}/text-to-video`, { prompt: 'A', sound, duration })
    expect(sandbox.jobs[0]).toMatchObject({ cost, sound, duration, provider: 'runcomfy' })
  })

  test.each([
    ['text-to-video', {}, 5, 630_000],
    ['image-to-video', { start_image_url: picture }, 10, 1_260_000],
  ])(
    'what %s leaves out costs: sound is on, and its own default duration counts',
    async (mode, fields, duration, cost) => {
      const { runcomfy, sandbox } = await openSandbox({ fetch: unreachable })
      await runcomfy('POST', `/v1/models/kling/kling-3.0/standard/${mode}`, { prompt: 'A', ...fields })
      expect(sandbox.jobs[0]).toMatchObject({ cost, duration, sound: true })
    },
  )
})

describe('the account', () => {
  test.each([
    ['no key', undefined],
    ['a wrong key', 'Bearer wrong'],
    ['a key without Bearer', 'a-very-fake-runcomfy-key'],
  ])('%s is HTTP 400 with 400004, not 401', async (_name, authorization) => {
    const { send, sandbox } = await openSandbox()
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
    const answer = await send(sandbox.runcomfyUrl + text, { method: 'POST', headers, body: '{"prompt":"a"}' })
    expect(answer.status).toBe(400)
    expect(answer.body).toStrictEqual({ error_code: 400004, error_message: expect.any(String) })
  })

  test.each([
    ['400002 with HTTP 400', {}, 400, 400002],
    ['403003 with HTTP 200', { noBalance: 403003 as const }, 200, 403003],
    ['400002 with HTTP 200', { errorsWithStatus200: true }, 200, 400002],
  ])('an empty one is %s', async (_name, chosen, status, code) => {
    const { runcomfy, sandbox } = await openSandbox({ runcomfyBalance: 600_000, behaviour: { runcomfy: chosen } })
    const answer = await runcomfy('POST', text, { prompt: 'A lighthouse' })
    expect(answer.status).toBe(status)
    expect(answer.body).toStrictEqual({ error_code: code, error_message: expect.any(String) })
    expect(sandbox.jobs).toStrictEqual([])
  })
})
