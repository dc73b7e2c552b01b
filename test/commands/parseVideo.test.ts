import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseVideo } from '../../src/commands/parseVideo.ts'
import { chooseDefaults, findOffer } from '../../src/domain/preferences.ts'
import { type PictureProblem, request as requestSchema } from '../../src/domain/request.ts'
import { UserError, type UserErrorReason } from '../../src/domain/userError.ts'
import { catalogue } from '../support/catalogue.ts'
import { createInteractions, type RawOption } from '../support/createInteractions.ts'

let interactions: ReturnType<typeof createInteractions>
beforeEach(() => {
  interactions = createInteractions()
})
afterEach(() => interactions.close())

const pictureId = '1100000000000000020'
const url = 'https://cdn.discordapp.com/ephemeral-attachments/1/2/a.png?ex=1&is=1&hm=1'
const raw = {
  id: pictureId,
  filename: 'a.png',
  size: 10,
  url,
  proxy_url: url,
  content_type: 'image/png',
  ephemeral: true,
}
const pictures = { [pictureId]: raw }
const attachment = { id: pictureId, url, fileName: 'a.png', size: 10 }

const prompt: RawOption = { name: 'prompt', type: 3, value: 'a cat' }
const image: RawOption = { name: 'image', type: 11, value: pictureId }
const endImage: RawOption = { name: 'end_image', type: 11, value: pictureId }

const productDefaults = chooseDefaults([], findOffer(catalogue))
const parse = (options: readonly RawOption[], attachments: Record<string, unknown> = pictures) =>
  parseVideo(interactions.command('video', options, attachments).options, catalogue, { defaults: productDefaults })

function refusalOf(run: () => { problem?: UserErrorReason }): UserErrorReason | undefined {
  try {
    return run().problem
  } catch (error) {
    if (error instanceof UserError) return error.reason
    throw error
  }
}

const defaults = { duration: 5, aspectRatio: '16:9', quality: 'standard', sound: true }

describe('the options of /kling video', () => {
  test('have defaults', () => {
    expect(parse([prompt])).toStrictEqual({
      request: { scene: { kind: 'prompt', prompt: 'a cat' }, ...defaults },
      isPrivate: false,
    })
  })

  test('are all read', () => {
    const parsed = parse([
      prompt,
      image,
      endImage,
      { name: 'duration', type: 4, value: 15 },
      { name: 'aspect_ratio', type: 3, value: '9:16' },
      { name: 'quality', type: 3, value: '4k' },
      { name: 'sound', type: 5, value: false },
      { name: 'negative_prompt', type: 3, value: ' blur ' },
      { name: 'guidance', type: 10, value: 0.5 },
      { name: 'cuts', type: 3, value: 'one' },
      { name: 'private', type: 5, value: true },
    ])
    expect(parsed).toStrictEqual({
      request: {
        scene: { kind: 'prompt', prompt: 'a cat' },
        negativePrompt: 'blur',
        startImage: attachment,
        endImage: attachment,
        duration: 15,
        aspectRatio: '9:16',
        ignoredAspectRatio: '9:16',
        quality: '4k',
        sound: false,
        guidance: 0.5,
        cuts: 'one',
      },
      isPrivate: true,
    })
    expect(requestSchema.parse(parsed.request)).toStrictEqual(parsed.request)
  })

  test('an aspect ratio beside an image is only remembered where it was asked for', () => {
    expect(parse([prompt, image]).request).not.toHaveProperty('ignoredAspectRatio')
    expect(parse([prompt, { name: 'aspect_ratio', type: 3, value: '1:1' }]).request).toStrictEqual({
      scene: { kind: 'prompt', prompt: 'a cat' },
      ...defaults,
      aspectRatio: '1:1',
    })
  })

  test.each([3, 15])('a duration of %i is the limit', (value) => {
    expect(parse([prompt, { name: 'duration', type: 4, value }]).request.duration).toBe(value)
  })

  test.each([0, 1])('a guidance of %i is the limit', (value) => {
    expect(parse([prompt, { name: 'guidance', type: 10, value }]).request.guidance).toBe(value)
  })

  test.each([
    ['as it was typed', 'a @everyone **cat**  :)', 'a @everyone **cat**  :)'],
    ['without the space around it', '  a cat \n', 'a cat'],
    ['without what no interface can carry', 'a\u0000 c\uD83Dat', 'a cat'],
    ['with its lines', 'a\r\nb', 'a\nb'],
    ['of the longest length', 'x'.repeat(2_500), 'x'.repeat(2_500)],
    ['of emoji', '🐈', '🐈'],
  ])('the prompt is taken %s', (_name, value, taken) => {
    expect(parse([{ ...prompt, value }]).request.scene).toStrictEqual({ kind: 'prompt', prompt: taken })
  })

  test('an empty negative prompt is none', () => {
    expect(parse([prompt, { name: 'negative_prompt', type: 3, value: ' ' }]).request).not.toHaveProperty(
      'negativePrompt',
    )
  })
})

describe('what a raw payload smuggles in', () => {
  const durationRefusal = { code: 'durationOutOfRange', shortest: 3, longest: 15 } as const
  const guidanceRefusal = { code: 'guidanceOutOfRange' } as const
  const unknown = (option: string) => ({ code: 'unknownChoice', option }) as const

  test.each<[string, RawOption[], UserErrorReason]>([
    ['no prompt', [], { code: 'promptEmpty' }],
    ['a prompt without a value', [{ name: 'prompt', type: 3 }], { code: 'promptEmpty' }],
    ['a prompt of spaces', [{ ...prompt, value: ' \n ' }], { code: 'promptEmpty' }],
    ['a prompt of invisible characters', [{ ...prompt, value: '\u200B\u202E\u0000' }], { code: 'promptEmpty' }],
    ['a prompt that is a number', [{ ...prompt, type: 4, value: 5 }], { code: 'promptEmpty' }],
    ['a prompt that is a list', [{ ...prompt, value: ['a'] }], { code: 'promptEmpty' }],
    [
      '20,000 characters',
      [{ ...prompt, value: 'x'.repeat(20_000) }],
      { code: 'promptTooLong', length: 20_000, limit: 2_500 },
    ],
    [
      'one character too many',
      [{ ...prompt, value: 'x'.repeat(2_501) }],
      { code: 'promptTooLong', length: 2_501, limit: 2_500 },
    ],
    [
      'a negative prompt too long',
      [prompt, { name: 'negative_prompt', type: 3, value: 'x'.repeat(2_501) }],
      { code: 'negativePromptTooLong', length: 2_501, limit: 2_500 },
    ],
    [
      'a negative prompt that is a number',
      [prompt, { name: 'negative_prompt', type: 4, value: 5 }],
      unknown('negative_prompt'),
    ],
    ['a duration of 2', [prompt, { name: 'duration', type: 4, value: 2 }], durationRefusal],
    ['a duration of 16', [prompt, { name: 'duration', type: 4, value: 16 }], durationRefusal],
    ['a duration of 5.5', [prompt, { name: 'duration', type: 10, value: 5.5 }], durationRefusal],
    ['a duration in words', [prompt, { name: 'duration', type: 3, value: '5' }], durationRefusal],
    ['a duration without a value', [prompt, { name: 'duration', type: 4 }], durationRefusal],
    ['a guidance of -0.1', [prompt, { name: 'guidance', type: 10, value: -0.1 }], guidanceRefusal],
    ['a guidance of 1.1', [prompt, { name: 'guidance', type: 10, value: 1.1 }], guidanceRefusal],
    ['a guidance in words', [prompt, { name: 'guidance', type: 3, value: '0.5' }], guidanceRefusal],
    ['an unknown quality', [prompt, { name: 'quality', type: 3, value: '8k' }], unknown('quality')],
    [
      'a quality inherited by every object',
      [prompt, { name: 'quality', type: 3, value: 'constructor' }],
      unknown('quality'),
    ],
    ['an unknown aspect ratio', [prompt, { name: 'aspect_ratio', type: 3, value: '21:9' }], unknown('aspect_ratio')],
    ['a sound in words', [prompt, { name: 'sound', type: 3, value: 'yes' }], unknown('sound')],
    ['a privacy in words', [prompt, { name: 'private', type: 3, value: 'true' }], unknown('private')],
    ['an end image alone', [prompt, endImage], { code: 'endImageWithoutStart' }],
    ['a picture that Discord did not describe', [prompt, { ...image, value: '1100000000000000021' }], unknown('image')],
    ['a picture that is words', [prompt, { ...image, type: 3, value: url }], unknown('image')],
  ])('%s', (_name, options, reason) => {
    expect(refusalOf(() => parse(options))).toStrictEqual(reason)
  })

  test.each([
    ['without an address', { url: undefined }],
    ['with a size below nothing', { size: -1 }],
    ['with a size in words', { size: '10' }],
  ])('a picture %s', (_name, changes) => {
    const described = { [pictureId]: { ...raw, ...changes } }
    expect(refusalOf(() => parse([prompt, image], described))).toStrictEqual(unknown('image'))
  })

  test.each<[string, object, PictureProblem | undefined]>([
    ['a film', { content_type: 'video/mp4' }, { kind: 'notAPicture' }],
    ['a text in some encoding', { content_type: 'text/plain; charset=utf-8' }, { kind: 'notAPicture' }],
    ['what no phone converted', { content_type: 'image/HEIC' }, { kind: 'notAPicture' }],
    ['a drawing', { content_type: 'image/svg+xml' }, { kind: 'notAPicture' }],
    ['bytes of an unknown kind', { content_type: 'application/octet-stream' }, undefined],
    ['nothing of its kind', { content_type: undefined }, undefined],
    ['20 MB', { size: 20_971_520 }, undefined],
    ['a byte more', { size: 20_971_521 }, { kind: 'tooManyBytes', limit: 20_971_520 }],
    ['300 pixels a side', { width: 300, height: 300 }, undefined],
    ['a pixel less', { width: 640, height: 299 }, { kind: 'tooSmall', width: 640, height: 299, shortestSide: 300 }],
    ['2.5 times as long as wide', { width: 1000, height: 400 }, undefined],
    ['longer', { width: 400, height: 1001 }, { kind: 'badRatio', width: 400, height: 1001 }],
    ['50 megapixels', { width: 10_000, height: 5_000 }, undefined],
    ['more', { width: 10_000, height: 5_001 }, { kind: 'tooManyPixels', limit: 50_000_000 }],
    ['one side alone', { width: 10 }, undefined],
    ['sides in words', { width: '10', height: {} }, undefined],
  ])('a picture of which Discord says %s', (_name, changes, problem) => {
    const refusal = refusalOf(() => parse([prompt, image], { [pictureId]: { ...raw, ...changes } }))
    expect(refusal).toStrictEqual(problem && { code: 'pictureRefused', role: 'start', problem })
  })

  test('costs nothing else that was typed', () => {
    const options = [
      prompt,
      image,
      { name: 'duration', type: 4, value: 16 },
      { name: 'quality', type: 3, value: '8k' },
      { name: 'aspect_ratio', type: 3, value: '9:16' },
      { name: 'guidance', type: 10, value: 2 },
      { name: 'private', type: 5, value: true },
    ]
    expect(parse(options, { [pictureId]: { ...raw, width: 10, height: 10 } })).toStrictEqual({
      request: {
        ...{ scene: { kind: 'prompt', prompt: 'a cat' }, startImage: attachment },
        ...{ ...defaults, duration: 16, aspectRatio: '9:16', ignoredAspectRatio: '9:16' },
      },
      isPrivate: true,
      problem: {
        code: 'pictureRefused',
        role: 'start',
        problem: { kind: 'tooSmall', width: 10, height: 10, shortestSide: 300 },
      },
    })
  })

  test('options that we do not have are not looked at', () => {
    expect(parse([prompt, { name: 'provider', type: 3, value: 'x' }]).request).toStrictEqual({
      scene: { kind: 'prompt', prompt: 'a cat' },
      ...defaults,
    })
  })
})

describe('with a preset', () => {
  const noir = { name: 'Noir', template: 'a film noir of {prompt}, {prompt} in the rain' }
  const parseWith = (typed: string) =>
    parseVideo(interactions.command('video', [{ ...prompt, value: typed }]).options, catalogue, {
      defaults: productDefaults,
      preset: noir,
    })

  test('every gap is filled, whatever was typed', () => {
    const { request } = parseWith('a $& cat')
    expect(request.scene).toEqual({ kind: 'prompt', prompt: 'a film noir of a $& cat, a $& cat in the rain' })
    expect(request.preset).toEqual({ ...noir, prompt: 'a $& cat' })
  })

  test('the length counts after that', () => {
    const typed = 'x'.repeat(1_300)
    expect(refusalOf(() => parseWith(typed))).toMatchObject({
      code: 'presetTooLong',
      preset: 'Noir',
      length: 2_629,
      limit: 2_500,
    })
  })
})
