import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openSandbox } from '../support/openSandbox.ts'

const picture = 'https://pictures.example/start.png'
const unreachable = () => Promise.reject(new Error('No network in tests'))
const noSize = { width: undefined, height: undefined }
const klingai = (settings: unknown) => ({ providerSettings: { klingai: settings } })
const shots = (...durations: number[]) => durations.map((duration) => ({ prompt: 'Waves', duration }))
const frames = (...frameImages: unknown[]) => ({ ...noSize, inputs: { frameImages } })
const framed = (frame: unknown) => ({ image: picture, frame })

function createTask(fields: Record<string, unknown> = {}) {
  return {
    taskType: 'videoInference',
    taskUUID: randomUUID(),
    model: 'klingai:kling-video@3-4k',
    positivePrompt: 'A lighthouse',
    width: 3840,
    height: 2160,
    duration: 5,
    ...fields,
  }
}

describe('tasks that Runware takes', () => {
  test.each([
    ['a prompt and a size', {}],
    [
      'everything',
      {
        negativePrompt: 'low detail',
        includeCost: true,
        deliveryMethod: 'async',
        numberResults: 1,
        outputType: 'URL',
        outputFormat: 'MP4',
        outputQuality: 95,
        ttl: 3_600,
        ...klingai({ sound: true, shotType: 'intelligence' }),
      },
    ],
    [
      'shots in place of a prompt',
      { positivePrompt: undefined, duration: 9, ...klingai({ sound: true, multiPrompt: shots(3, 3, 3) }) },
    ],
    [
      'customized shots',
      { positivePrompt: undefined, ...klingai({ shotType: 'customize', multiPrompt: shots(4, 1) }) },
    ],
    ['one frame as a string', frames(picture)],
    ['one frame as an object', frames(framed('first'))],
    ['two frames', frames(framed('first'), framed('last'))],
    ['two frames by number', frames(framed(0), framed(-1))],
  ])('%s', async (_name, fields) => {
    const { runware, sandbox } = await openSandbox({ fetch: unreachable })
    const task = createTask(fields)
    const answer = await runware(task)
    expect(answer.status).toBe(200)
    expect(answer.body).toStrictEqual({
      data: [{ taskType: 'videoInference', taskUUID: task.taskUUID, status: 'processing' }],
    })
    expect(sandbox.jobs[0]?.id).toBe(task.taskUUID)
  })
})

describe('tasks that Runware refuses', () => {
  test.each([
    ['a taskUUID that is no UUID', { taskUUID: 'one' }, 'invalidTaskUUID', 'taskUUID'],
    [
      'a taskUUID that is no version 4',
      { taskUUID: '0188e6a0-0000-7000-8000-000000000000' },
      'invalidTaskUUID',
      'taskUUID',
    ],
    ['no taskUUID', { taskUUID: undefined }, 'invalidTaskUUID', 'taskUUID'],
    ['an unknown model', { model: 'klingai:kling-video@4' }, 'unknownModel', 'model'],
    ['a field that does not exist', { fps: 24 }, 'unsupportedParameter', 'fps'],
    ["RunComfy's name for the prompt", { prompt: 'a' }, 'unsupportedParameter', 'prompt'],
    ['guidance, which no page names', { CFGScale: 0.5 }, 'unsupportedParameter', 'CFGScale'],
    ['elements, whose shape no page prints', { inputs: { elements: [] } }, 'unsupportedParameter', 'inputs.elements'],
    ['neither prompt nor shots', { positivePrompt: undefined }, 'missingPositivePrompt', 'positivePrompt'],
    ['a prompt of one letter', { positivePrompt: 'a' }, 'invalidPositivePrompt', 'positivePrompt'],
    [
      'a prompt of more than 2,500 letters',
      { positivePrompt: 'a'.repeat(2_501) },
      'invalidPositivePrompt',
      'positivePrompt',
    ],
    ['an empty negative prompt', { negativePrompt: '' }, 'invalidNegativePrompt', 'negativePrompt'],
    [
      'both prompt and shots',
      klingai({ multiPrompt: shots(5) }),
      'incompatibleParameters',
      ['positivePrompt', 'providerSettings.klingai.multiPrompt'],
    ],
    [
      'both frames and a size',
      { inputs: { frameImages: [picture] } },
      'incompatibleParameters',
      ['inputs.frameImages', 'width', 'height'],
    ],
    [
      'a width without a height',
      { height: undefined },
      'missingDimensionParameters',
      ['width', 'height', 'frameImages'],
    ],
    ['no size and no frames', noSize, 'missingDimensionParameters', ['width', 'height', 'frameImages']],
    ['a size of another model', { width: 1920, height: 1080 }, 'unsupportedDimensions', ['width', 'height']],
    ['no duration', { duration: undefined }, 'missingDuration', 'duration'],
    ['a duration below three seconds', { duration: 2 }, 'unsupportedDuration', 'duration'],
    ['a duration above fifteen seconds', { duration: 16 }, 'unsupportedDuration', 'duration'],
    ['a duration that is a word', { duration: '5' }, 'unsupportedDuration', 'duration'],
    ['sound as a word', klingai({ sound: 'on' }), 'invalidSound', 'providerSettings.klingai.sound'],
    [
      "RunComfy's word for intelligent shots",
      klingai({ shotType: 'intelligent' }),
      'invalidShotType',
      'providerSettings.klingai.shotType',
    ],
    [
      'a setting that does not exist',
      klingai({ cfgScale: 1 }),
      'unsupportedParameter',
      'providerSettings.klingai.cfgScale',
    ],
    [
      'settings of another vendor',
      { providerSettings: { google: {} } },
      'unsupportedParameter',
      'providerSettings.google',
    ],
    [
      'shots that do not sum to the duration',
      { positivePrompt: undefined, ...klingai({ multiPrompt: shots(3, 3) }) },
      'invalidMultiPrompt',
      'providerSettings.klingai.multiPrompt',
    ],
    [
      'seven shots',
      { positivePrompt: undefined, duration: 7, ...klingai({ multiPrompt: shots(1, 1, 1, 1, 1, 1, 1) }) },
      'invalidMultiPrompt',
      'providerSettings.klingai.multiPrompt',
    ],
    ['a lone last frame', frames(framed('last')), 'invalidFrameImages', 'inputs.frameImages'],
    ['two first frames', frames(framed('first'), framed('first')), 'invalidFrameImages', 'inputs.frameImages'],
    ['two frames as strings', frames(picture, picture), 'invalidFrameImages', 'inputs.frameImages'],
    ['three frames', frames(picture, picture, picture), 'invalidFrameImages', 'inputs.frameImages'],
    ['no frames in the list', { ...noSize, inputs: { frameImages: [] } }, 'invalidFrameImages', 'inputs.frameImages'],
    ['a frame with another place', frames(framed('middle')), 'invalidFrame', 'inputs.frameImages.frame'],
    ['a frame without a picture', frames({ frame: 'first' }), 'missingImage', 'inputs.frameImages.image'],
    ['a frame that is no picture', frames('not a picture'), 'invalidFrameImages', 'inputs.frameImages'],
    [
      'an upload that is not there',
      frames('1d9b8f6e-0000-4000-8000-000000000000'),
      'invalidFrameImages',
      'inputs.frameImages',
    ],
    ['synchronous delivery', { deliveryMethod: 'sync' }, 'invalidDeliveryMethod', 'deliveryMethod'],
    ['several results', { numberResults: 2 }, 'invalidNumberResults', 'numberResults'],
    ['base64 output', { outputType: 'base64Data' }, 'invalidOutputType', 'outputType'],
    ['another format', { outputFormat: 'GIF' }, 'invalidOutputFormat', 'outputFormat'],
    ['includeCost as a word', { includeCost: 'yes' }, 'invalidIncludeCost', 'includeCost'],
    ['a lifetime below a minute', { ttl: 59 }, 'invalidTtl', 'ttl'],
  ])('%s', async (_name, fields, code, parameter) => {
    const { runware, sandbox } = await openSandbox({ fetch: unreachable })
    const answer = await runware(createTask(fields))
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ data: [], errors: [{ code, parameter, taskType: 'videoInference' }] })
    expect(sandbox.jobs).toStrictEqual([])
    expect(sandbox.balance('runware')).toBe(1_000_000_000)
  })

  test('an unknown field with the list of those allowed', async () => {
    const { runware } = await openSandbox()
    const answer = await runware(createTask({ fps: 24 }))
    expect(answer.text).toContain(
      "Unsupported use of 'fps' parameter. This parameter is not supported for the selected model. Allowed values are: 'taskType', 'taskUUID', 'model', 'positivePrompt'",
    )
    expect(answer.text).toContain("'inputs.frameImages', 'providerSettings', 'includeCost'")
  })

  test.each([
    ['klingai:kling-video@3-standard', 'kling video 3.0 standard', "'1280x720', '720x1280', '960x960'"],
    ['klingai:kling-video@3-pro', 'kling video 3.0 pro', "'1920x1080', '1080x1920', '1440x1440'"],
    ['klingai:kling-video@3-4k', 'kling video 3.0 4k', "'3840x2160', '2160x3840', '2880x2880'"],
  ])('a size that %s does not have, in the words seen live', async (model, name, sizes) => {
    const { runware } = await openSandbox()
    const answer = await runware(createTask({ model, width: 720, height: 720 }))
    const message =
      'Unsupported use of width/height parameters. The specified dimensions are not supported for the ' +
      `${name} model. Supported values are: ${sizes}.`
    expect(answer.body).toMatchObject({ errors: [{ code: 'unsupportedDimensions', message }] })
  })

  test.each([
    ['klingai:kling-video@3-standard', [1280, 720], [720, 1280], [960, 960]],
    ['klingai:kling-video@3-pro', [1920, 1080], [1080, 1920], [1440, 1440]],
    ['klingai:kling-video@3-4k', [3840, 2160], [2160, 3840], [2880, 2880]],
  ])('but not the sizes of %s', async (model, ...sizes) => {
    const { runware, sandbox } = await openSandbox()
    const answer = await runware(...sizes.map(([width, height]) => createTask({ model, width, height })))
    expect(answer.body).not.toHaveProperty('errors')
    expect(sandbox.jobs).toHaveLength(3)
  })
})

describe('prices', () => {
  test.each([
    ['klingai:kling-video@3-standard', 1280, 720, true, 5, 630_000],
    ['klingai:kling-video@3-standard', 1280, 720, false, 5, 420_000],
    ['klingai:kling-video@3-pro', 1920, 1080, true, 10, 1_680_000],
    ['klingai:kling-video@3-pro', 1920, 1080, undefined, 3, 336_000],
    ['klingai:kling-video@3-4k', 3840, 2160, true, 9, 3_780_000],
    ['klingai:kling-video@3-4k', 3840, 2160, false, 8, 3_360_000],
  ])(
    '%s of %i×%i with sound %s for %i seconds costs %i micro-dollars',
    async (model, width, height, sound, duration, cost) => {
      const { runware, sandbox } = await openSandbox()
      await runware(
        createTask({ model, width, height, duration, ...klingai({ ...(sound !== undefined && { sound }) }) }),
      )
      expect(sandbox.jobs[0]).toMatchObject({ cost, sound: sound === true })
    },
  )
})

describe('requests', () => {
  test.each([
    ['an object in place of a list', '{}', 'invalidRequest'],
    ['an empty list', '[]', 'invalidRequest'],
    ['a list of other things', '[1]', 'invalidRequest'],
    ['what is no JSON', '[', 'invalidJSON'],
  ])('%s are refused', async (_name, text, code) => {
    const { send, sandbox } = await openSandbox()
    const headers = { authorization: `Bearer ${sandbox.runwareKey}`, 'content-type': 'application/json' }
    const answer = await send(sandbox.runwareUrl, { method: 'POST', headers, body: text })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ data: [], errors: [{ code }] })
  })

  test.each([
    ['no key', undefined],
    ['a wrong key', 'Bearer wrong'],
  ])('with %s are HTTP 401', async (_name, authorization) => {
    const { send, sandbox } = await openSandbox()
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
    const answer = await send(sandbox.runwareUrl, { method: 'POST', headers, body: JSON.stringify([createTask()]) })
    expect(answer.status).toBe(401)
    expect(answer.body).toStrictEqual({
      errors: [
        {
          code: 'invalidApiKey',
          message: 'Invalid API key. Get one at https://my.runware.ai/signup',
          parameter: 'apiKey',
          taskType: 'authentication',
        },
      ],
    })
    expect(sandbox.jobs).toStrictEqual([])
  })

  test('may carry the key in an authentication task, which is not recorded', async () => {
    const { send, sandbox } = await openSandbox()
    const tasks = [{ taskType: 'authentication', apiKey: sandbox.runwareKey }, createTask()]
    const headers = { 'content-type': 'application/json' }
    const answer = await send(sandbox.runwareUrl, { method: 'POST', headers, body: JSON.stringify(tasks) })
    expect(answer.status).toBe(200)
    expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.runwareKey)
    expect(sandbox.requests[0]?.endpoint).toBe('submit')
  })

  test('with another task type are refused', async () => {
    const { runware } = await openSandbox()
    const answer = await runware({ taskType: 'videoCancel', taskUUID: randomUUID() })
    expect(answer.body).toMatchObject({ errors: [{ code: 'unsupportedTaskType' }] })
  })

  test('with strangers in getResponse are refused', async () => {
    const { runware } = await openSandbox()
    const answer = await runware({ taskType: 'getResponse', taskUUID: randomUUID(), includeCost: true })
    expect(answer.body).toMatchObject({ errors: [{ code: 'unsupportedParameter', parameter: 'includeCost' }] })
  })

  test.each([400, 200] as const)(
    'beyond the balance answer insufficientCredits with HTTP %i',
    async (noCreditStatus) => {
      const { runware, sandbox } = await openSandbox({
        runwareBalance: 2_099_999,
        behaviour: { runware: { noCreditStatus } },
      })
      const task = createTask()
      const answer = await runware(task)
      expect(answer.status).toBe(noCreditStatus)
      expect(answer.body).toMatchObject({
        data: [],
        errors: [{ code: 'insufficientCredits', taskUUID: task.taskUUID }],
      })
      expect(sandbox.jobs).toStrictEqual([])
    },
  )
})
