import { describe, expect, test } from 'vitest'
import { applySpoken, isReaction, readSpoken, type Spoken, type SpokenRequest } from '../../src/domain/spokenRequest.ts'

type Row = readonly [text: string, said: Partial<Spoken>]

describe('values alone', () => {
  test.each<Row>([
    ['10 seconds', { duration: 10 }],
    ['10s', { duration: 10 }],
    ['10 s', { duration: 10 }],
    ['10 sec.', { duration: 10 }],
    ['10-second video', { duration: 10 }],
    ['10 seconds long', { duration: 10 }],
    ['ten seconds', { duration: 10 }],
    ['zehn Sekunden', { duration: 10 }],
    ['12 Sekunden lang', { duration: 12 }],
    ['fünf Sek', { duration: 5 }],
    ['90 seconds', { duration: 90 }],
    ['9:16', { aspectRatio: '9:16' }],
    ['in 16:9', { aspectRatio: '16:9' }],
    ['Vertical', { aspectRatio: '9:16' }],
    ['hochkant', { aspectRatio: '9:16' }],
    ['im Hochformat', { aspectRatio: '9:16' }],
    ['im Querformat', { aspectRatio: '16:9' }],
    ['square', { aspectRatio: '1:1' }],
    ['quadratisch', { aspectRatio: '1:1' }],
    ['wider', { aspectRatio: 'wider' }],
    ['schmaler', { aspectRatio: 'taller' }],
    ['in 4k', { quality: '4k' }],
    ['4K', { quality: '4k' }],
    ['pro', { quality: 'pro' }],
    ['in 1080p', { quality: 'pro' }],
    ['standard', { quality: 'standard' }],
    ['silent', { sound: false }],
    ['without sound', { sound: false }],
    ['ohne Ton', { sound: false }],
    ['with sound', { sound: true }],
    ['mit Ton', { sound: true }],
    ['the same in 4k', { quality: '4k' }],
    ['dasselbe in 4K bitte', { quality: '4k' }],
    ['can you make it 10 seconds?', { duration: 10 }],
    ['but please make it wider', { aspectRatio: 'wider' }],
    ['mach es hochkant!', { aspectRatio: '9:16' }],
    ['10s 9:16 4k', { duration: 10, aspectRatio: '9:16', quality: '4k' }],
    ['10 seconds and silent', { duration: 10, sound: false }],
    ['zehn Sekunden und ohne Ton', { duration: 10, sound: false }],
    ['square, 8 s, mute.', { aspectRatio: '1:1', duration: 8, sound: false }],
    ['8 s, 12 s', { duration: 12 }],
  ])('%s', (text, said) => {
    expect(readSpoken(text)).toEqual({ isReplacement: false, ...said })
  })
})

describe('words and values', () => {
  test.each<Row>([
    ['at night, 10 seconds, wider', { words: 'at night', duration: 10, aspectRatio: 'wider' }],
    ['bei Nacht, zehn Sekunden, breiter', { words: 'bei Nacht', duration: 10, aspectRatio: 'wider' }],
    ['10 s, at night', { words: 'at night', duration: 10 }],
    ['A fox runs. Then it stops. 10 s', { words: 'A fox runs. Then it stops', duration: 10 }],
    ['a fox, snow, 10 s, dusk', { words: 'a fox, snow, dusk', duration: 10 }],
    ['a fox\n10 s\nvertical', { words: 'a fox', duration: 10, aspectRatio: '9:16' }],
    ['the fox in 4k', { words: 'the fox', quality: '4k' }],
    ['a castle in 9:16, silent', { words: 'a castle', aspectRatio: '9:16', sound: false }],
    ['make it rain', { words: 'rain' }],
    ['please, at night', { words: 'at night' }],
    ['the same but at night', { words: 'at night' }],
    ['', {}],
    ['please', {}],
    [', . ,', {}],
  ])('%s', (text, said) => {
    expect(readSpoken(text)).toEqual({ isReplacement: false, ...said })
  })
})

describe('traps, which are words of the film', () => {
  test.each([
    '10 seconds of silence in the film',
    'a clock that stops after 10 seconds',
    'at night and 10 seconds',
    'the bomb explodes in 5 seconds',
    '10 foxes',
    '10',
    '7.5 seconds',
    '7,5 Sekunden',
    'a square dance',
    'Times Square at night',
    'a silent forest',
    'the pro wrestler',
    'a portrait of an old man',
    'mountains, landscape, golden hour',
    'an old man, portrait',
    'the clock shows 9:16',
    'a film without sound',
    'a wider river',
    'the same dog in the snow',
    'constructor',
    'three seconds later it explodes',
    'instead of the fox a wolf',
    '"Hello" says the fox',
    "it's 4k years old",
  ])('%s', (text) => {
    expect(readSpoken(text)).toEqual({ words: text, isReplacement: false })
  })
})

describe('words that replace', () => {
  test.each<Row>([
    ['instead a wolf in the rain', { words: 'a wolf in the rain' }],
    ['Instead: a wolf, 10 s', { words: 'a wolf', duration: 10 }],
    ['stattdessen ein Wolf', { words: 'ein Wolf' }],
    ['"a wolf, silent, in the rain", 10 s', { words: 'a wolf, silent, in the rain', duration: 10 }],
    ['„ein Wolf im Regen“ hochkant', { words: 'ein Wolf im Regen', aspectRatio: '9:16' }],
    ['“a wolf”', { words: 'a wolf' }],
    ['instead "a wolf"', { words: 'a wolf' }],
    ['> a wolf\n> in the rain', { words: 'a wolf\nin the rain' }],
  ])('%s', (text, said) => {
    expect(readSpoken(text)).toEqual({ isReplacement: true, ...said })
  })

  test('but not where nothing stands in their place', () => {
    expect(readSpoken('instead, 10 s')).toEqual({ duration: 10, isReplacement: false })
  })
})

const base: SpokenRequest = {
  scene: { kind: 'prompt', prompt: 'A fox in the snow' },
  duration: 5,
  aspectRatio: '9:16',
  quality: 'standard',
  sound: true,
}

describe('the request that comes of it', () => {
  const say = (text: string, changes: Partial<SpokenRequest> = {}, isShapeOpen = true) =>
    applySpoken({ ...base, ...changes }, readSpoken(text), isShapeOpen)

  test.each<readonly [text: string, prompt: string]>([
    ['at night', 'A fox in the snow, at night'],
    ['instead a wolf', 'a wolf'],
    ['10 seconds', 'A fox in the snow'],
  ])('%s', (text, prompt) => {
    expect(say(text).scene).toEqual({ kind: 'prompt', prompt })
  })

  test('has the values that were said, and the others as they were', () => {
    expect(say('10 s, silent, in pro, square')).toEqual({
      ...base,
      duration: 10,
      sound: false,
      quality: 'pro',
      aspectRatio: '1:1',
    })
  })

  test('adds a sentence behind a sentence', () => {
    const scene = { kind: 'prompt', prompt: 'A fox runs.' } as const
    expect(say('It stops', { scene }).scene).toEqual({ kind: 'prompt', prompt: 'A fox runs. It stops' })
  })

  test('is wider where it can be, and shows more where it cannot', () => {
    const prompt = 'A fox in the snow, wider'
    expect(say('wider')).toEqual({ ...base, aspectRatio: '16:9' })
    expect(say('wider', { aspectRatio: '16:9' })).toMatchObject({ aspectRatio: '16:9', scene: { prompt } })
    expect(say('wider', {}, false)).toMatchObject({ aspectRatio: '9:16', scene: { prompt } })
  })

  test('keeps shots only while they fit', () => {
    const shots = [
      { prompt: 'A fox', duration: 2 },
      { prompt: 'A wolf', duration: 3 },
    ]
    const scene = { kind: 'shots', shots } as const
    expect(say('silent', { scene }).scene).toEqual(scene)
    expect(say('10 s', { scene }).scene).toEqual({ kind: 'prompt', prompt: 'A fox\nA wolf' })
    expect(say('at night', { scene }).scene).toEqual({ kind: 'prompt', prompt: 'A fox\nA wolf, at night' })
  })
})

test.each(['😍', '👍🏽 🔥', '!!!', 'thanks!', 'Thank you so much 🙏', 'wow, nice!', 'danke', 'super, danke dir'])(
  '%s asks for nothing',
  (text) => {
    expect(isReaction(text)).toBe(true)
  },
)

test.each(['nice weather', 'cool light', '10 s', '16:9', 'thanks, now at night', 'super slow motion'])(
  '%s asks for something',
  (text) => {
    expect(isReaction(text)).toBe(false)
  },
)

test('four thousand characters are read in no time', () => {
  const start = performance.now()
  expect(readSpoken('10 s and '.repeat(450)).words).toBeDefined()
  expect(readSpoken(`${'and '.repeat(999)}x`)).toEqual({ words: 'x', isReplacement: false })
  expect(performance.now() - start).toBeLessThan(500)
})
