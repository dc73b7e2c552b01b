import { describe, expect, test } from 'vitest'
import {
  countCharacters,
  countCodePoints,
  hasSomethingToSee,
  isUnjoined,
  splitCharacters,
  takeCodePoints,
} from '../../src/domain/text.ts'

const family = '👨‍👩‍👧‍👦'

describe('there is nothing to see in', () => {
  test.each([
    ['nothing', ''],
    ['spaces of all kinds', ' \u00A0\u2003\u3000\u1680\n\t'],
    ['the filler of Hangul', '\u3164'],
    ['its other fillers', '\u115F\u1160\uFFA0'],
    ['a blank of braille', '\u2800'],
    ['spaces without width, and joiners', '\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF'],
    ['the soft hyphen and the joiner of graphemes', '\u00AD\u034F'],
    ['the vowel separator of Mongolian', '\u180E'],
    ['selectors', '\uFE00\uFE0F\u{E0100}\u{E01EF}'],
    ['tags', '\u{E0067}\u{E0062}\u{E007F}'],
    ['marks alone', '\u0301\u0323\u20DD'],
    ['controls', '\u0000\u0007\u001B\u0085'],
    ['turns of direction', '\u202A\u202E\u2066\u2069\u061C'],
    ['a note without a head', '\u{1D159}'],
    ['blanks of hieroglyphs', '\u{13441}\u{13442}'],
    ['private and unassigned letters', '\uE000\u{F0000}\u{E0FFF}\uFFFF'],
    ['halves of letters', '\uD83E'],
  ])('%s', (_name, text) => {
    expect(hasSomethingToSee(text)).toBe(false)
    expect(hasSomethingToSee(`${text}fox${text}`)).toBe(true)
  })
})

test.each(['a', '9', '?', '狐', '여우', '🦊', family, '❤️', '#', 'é', '\u3164x'])(
  'there is something to see in %s',
  (text) => {
    expect(hasSomethingToSee(text)).toBe(true)
  },
)

test.each([
  ['', 0, 0],
  ['fox', 3, 3],
  ['🦊'.repeat(1_300), 1_300, 1_300],
  ['e\u0301', 1, 2],
  [family, 1, 7],
  ['🇳🇱', 1, 2],
])('%s has %i characters in %i code points', (text, characters, codePoints) => {
  expect(countCharacters(text)).toBe(characters)
  expect(countCodePoints(text)).toBe(codePoints)
})

test.each([
  ['fox', 3, 'fox'],
  ['fox', 2, 'fo'],
  [`ab${family}c`, 9, `ab${family}`],
  [`ab${family}c`, 8, 'ab'],
  ['🦊🦊', 1, '🦊'],
])('of %s the first %i code points are %s, without half a character', (text, limit, beginning) => {
  expect(takeCodePoints(text, limit)).toBe(beginning)
})

test('text whose characters never join counts as it does when it is split', () => {
  const units = Array.from({ length: 0x300 }, (_each, unit) => String.fromCharCode(unit)).filter(isUnjoined)
  expect(units.length).toBeGreaterThan(600)
  expect([...splitCharacters(units.join(''))].map(({ segment }) => segment)).toEqual(units)
  expect([...splitCharacters(units.toReversed().join(''))]).toHaveLength(units.length)
  expect(isUnjoined('\r\n')).toBe(false)
  expect(isUnjoined('e\u0301')).toBe(false)
})
