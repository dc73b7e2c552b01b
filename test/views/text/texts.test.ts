import { describe, expect, test } from 'vitest'
import { de } from '../../../src/views/text/de.ts'
import { en } from '../../../src/views/text/en.ts'
import { createWriting } from '../../../src/views/text/intl.ts'
import { chooseLocale, selectTexts } from '../../../src/views/text/texts.ts'

describe('the text for a reader', () => {
  test.each([
    ['de', de],
    ['de-AT', de],
    ['en-US', en],
    ['en-GB', en],
    ['xx', en],
    ['', en],
    [undefined, en],
  ])('of %s', (locale, texts) => {
    expect(selectTexts(locale)).toBe(texts)
  })

  const german = { locale: 'de', guildId: '1', guildLocale: 'fr' }

  test.each([
    ['the server’s for everybody in it', german, false, 'fr'],
    ['the person’s for them alone', german, true, 'de'],
    ['the person’s in direct messages', { locale: 'de', guildId: null, guildLocale: null }, false, 'de'],
    ['nobody’s in a server whose language was not kept', { locale: 'de', guildId: '1' }, false, undefined],
  ])('is in a language: %s', (_name, readers, isPrivate, locale) => {
    expect(chooseLocale(readers, isPrivate)).toBe(locale)
  })
})

describe('writing', () => {
  test('counts as the language does', () => {
    const forms = { one: 'one', few: 'few', many: 'many', other: 'other' }
    const say = (locale: string) => [1, 2, 5, 21].map((count) => createWriting(locale).plural(count, forms))
    expect(say('en')).toStrictEqual(['one', 'other', 'other', 'other'])
    expect(say('pl')).toStrictEqual(['one', 'few', 'many', 'many'])
    expect(say('uk')).toStrictEqual(['one', 'few', 'many', 'one'])
    expect(say('ja')).toStrictEqual(['other', 'other', 'other', 'other'])
  })

  test('takes the form for everything where a language gives no other', () => {
    expect(createWriting('pl').plural(2, { one: 'one', other: 'other' })).toBe('other')
  })

  test.each([
    [630_000, '$0.63', '0,63\u00A0$'],
    [84_000, '$0.09', '0,09\u00A0$'],
    [1_234_560_000, '$1234.56', '1234,56\u00A0$'],
    [0, '$0.00', '0,00\u00A0$'],
  ])('%i micro-dollars are written as people do', (amount, english, german) => {
    expect(createWriting('en').money(amount)).toBe(english)
    expect(createWriting('de').money(amount)).toBe(german)
  })

  test('a price is never less than it is, what is left never more, and a second has what it costs', () => {
    const { money, moneyLeft, rate } = createWriting('en')
    expect([money(378_000), moneyLeft(378_000), rate(126_000)]).toEqual(['$0.38', '$0.37', '$0.126'])
    expect([money(630_000), moneyLeft(630_000), rate(420_000)]).toEqual(['$0.63', '$0.63', '$0.42'])
  })

  test('writes numbers and lists', () => {
    const writing = createWriting('de')
    expect(writing.number(0.25)).toBe('0,25')
    expect(writing.number(2500)).toBe('2500')
    expect(writing.list(['a', 'b', 'c'], 'conjunction')).toBe('a, b und c')
    expect(writing.list(['a', 'b'], 'disjunction')).toBe('a oder b')
    expect(createWriting('en').list(['a', 'b', 'c'], 'conjunction')).toBe('a, b, and c')
  })
})
