import { describe, expect, test } from 'vitest'
import { chooseModels, findLongestWithin, optionsOf, type Shorter } from '../../src/domain/chooseModels.ts'
import { type Catalogue, modeOf } from '../../src/domain/models.ts'
import type { Request } from '../../src/domain/request.ts'
import { type KnownProvider, offersOf } from '../support/catalogue.ts'

const text: Request = {
  scene: { kind: 'prompt', prompt: 'a boat' },
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: true,
}
const startImage = { id: '1', url: 'https://cdn.test/1.png', fileName: '1.png', size: 1 }
const endImage = { ...startImage, id: '2' }
const image: Request = { ...text, startImage }
const elements = [{ frontalImageUrl: 'https://pictures.test/1.png', referenceImageUrls: [] }]
const shots = [{ prompt: 'one', duration: 5 }]

const both: readonly KnownProvider[] = ['runcomfy', 'runware']

const possible: [string, Request, readonly KnownProvider[], readonly string[]][] = [
  ['text at both, in order', text, both, ['kling/kling-3.0/standard/text-to-video', 'klingai:kling-video@3-standard']],
  [
    'text at both, in the other order',
    text,
    ['runware', 'runcomfy'],
    ['klingai:kling-video@3-standard', 'kling/kling-3.0/standard/text-to-video'],
  ],
  ['text in pro at one', { ...text, quality: 'pro' }, ['runcomfy'], ['kling/kling-3.0/pro/text-to-video']],
  [
    'an image in 4K',
    { ...image, quality: '4k' },
    both,
    ['kling/kling-3.0/4k/image-to-video', 'klingai:kling-video@3-4k'],
  ],
  ['an end frame at standard', { ...image, endImage }, both, ['klingai:kling-video@3-standard']],
  [
    'an end frame at pro',
    { ...image, endImage, quality: 'pro' },
    both,
    ['kling/kling-3.0/pro/image-to-video', 'klingai:kling-video@3-pro'],
  ],
  ['guidance', { ...text, guidance: 0.5 }, both, ['kling/kling-3.0/standard/text-to-video']],
  [
    'a negative prompt',
    { ...text, negativePrompt: 'blur' },
    both,
    ['kling/kling-3.0/standard/text-to-video', 'klingai:kling-video@3-standard'],
  ],
  [
    'shots',
    { ...text, scene: { kind: 'shots', shots } },
    both,
    ['kling/kling-3.0/standard/text-to-video', 'klingai:kling-video@3-standard'],
  ],
  ['one shot at pro', { ...text, quality: 'pro', cuts: 'one' }, ['runcomfy'], ['kling/kling-3.0/pro/text-to-video']],
  [
    'cuts by Kling at standard',
    { ...text, cuts: 'auto' },
    both,
    ['kling/kling-3.0/standard/text-to-video', 'klingai:kling-video@3-standard'],
  ],
  ['cuts by Kling at pro', { ...text, quality: 'pro', cuts: 'auto' }, both, ['klingai:kling-video@3-pro']],
  ['cuts by Kling with an image', { ...image, cuts: 'auto' }, both, ['klingai:kling-video@3-standard']],
  ['elements with an image', { ...image, elements }, both, ['kling/kling-3.0/standard/image-to-video']],
]

describe('a possible request', () => {
  test.each(possible)('%s', (_name, request, providers, ids) => {
    const choice = chooseModels(request, offersOf(...providers))
    expect(choice.possible && choice.models.map(({ id }) => id)).toStrictEqual(ids)
  })
})

test('another provider stands in only with a model of the same family', () => {
  const [runcomfy, runware] = offersOf(...both)
  const older = { id: 'older', name: 'Older', failedRenders: 'unknown', resultHosts: [] } as const
  const models = (runware?.models ?? []).map((model) => ({ ...model, provider: 'older', family: 'kling-2.6' }))
  const choose = (...providers: Catalogue) => {
    const choice = chooseModels(text, providers)
    return choice.possible && choice.models.map(({ provider }) => provider)
  }
  if (runcomfy === undefined || runware === undefined) throw new Error('Both are known')
  expect(choose(runcomfy, { ...older, models }, runware)).toEqual(['runcomfy', 'runware'])
  expect(choose({ ...older, models }, runcomfy, runware)).toEqual(['older'])
})

const impossible: [string, Request, readonly KnownProvider[], object][] = [
  [
    'an end frame at standard, without Runware',
    { ...image, endImage },
    ['runcomfy'],
    {
      possible: false,
      options: ['endFrame'],
      nearest: [{ quality: 'pro' }, { quality: '4k' }, { without: 'endFrame' }],
    },
  ],
  [
    'guidance without RunComfy',
    { ...text, guidance: 0.5 },
    ['runware'],
    { possible: false, options: ['guidance'], nearest: [{ without: 'guidance' }] },
  ],
  [
    'elements without an image',
    { ...text, elements },
    both,
    { possible: false, options: ['elements'], nearest: [{ without: 'elements' }] },
  ],
  [
    'more elements than the model takes',
    { ...image, elements: [...elements, ...elements, ...elements, ...elements] },
    both,
    { possible: false, options: ['elements'], nearest: [{ without: 'elements' }] },
  ],
  [
    'two options that no single provider has together',
    { ...image, endImage, guidance: 0.5 },
    both,
    {
      possible: false,
      options: ['endFrame', 'guidance'],
      nearest: [{ quality: 'pro' }, { quality: '4k' }, { without: 'endFrame' }, { without: 'guidance' }],
    },
  ],
  [
    'two options that both stand in the way',
    { ...text, elements, guidance: 0.5 },
    ['runware'],
    { possible: false, options: ['guidance', 'elements'], nearest: [] },
  ],
]

describe('an impossible request', () => {
  test.each(impossible)('%s', (_name, request, providers, choice) => {
    expect(chooseModels(request, offersOf(...providers))).toStrictEqual(choice)
  })
})

test('the mode follows the start image', () => {
  expect([modeOf(text), modeOf(image)]).toStrictEqual(['textToVideo', 'imageToVideo'])
})

test('optionsOf names the limited options in use', () => {
  expect(optionsOf(text)).toStrictEqual([])
  expect(
    optionsOf({
      ...image,
      endImage,
      negativePrompt: 'x',
      guidance: 0,
      scene: { kind: 'shots', shots },
      elements,
      cuts: 'auto',
    }),
  ).toStrictEqual(['endFrame', 'negativePrompt', 'guidance', 'shots', 'elements', 'cuts'])
})

test.each<[string, Request, number, Shorter | undefined]>([
  [
    'the longest that the money is enough for',
    { ...text, quality: '4k', duration: 15 },
    3_000_000,
    { seconds: 7, price: 2_940_000 },
  ],
  ['none where the shortest is too dear', { ...text, quality: '4k', duration: 15 }, 1_000_000, undefined],
  ['none where the same cannot be made at all', { ...image, endImage, duration: 15 }, 3_000_000, undefined],
  ['none of several shots', { ...text, scene: { kind: 'shots', shots } }, 500_000, undefined],
])('of the shorter ones %s', (_name, request, budget, shorter) => {
  expect(findLongestWithin(request, budget, offersOf('runcomfy'))).toStrictEqual(shorter)
})
