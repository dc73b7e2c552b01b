import { describe, expect, test } from 'vitest'
import { describePlainly, quotePrompt, takeSnippet } from '../../src/views/promptText.ts'

const zeroWidth = '\u200B'

describe('a quoted prompt', () => {
  test.each([
    ['plain words', 'a cat, running!', '> a cat, running!'],
    ['everyone', 'hi @everyone', `> hi @${zeroWidth}everyone`],
    ['here', 'hi @here', `> hi @${zeroWidth}here`],
    ['a user', 'hi <@123456789012345678>', '> hi \\<@123456789012345678>'],
    ['a user by nickname', '<@!123456789012345678>', '> \\<@!123456789012345678>'],
    ['a role', '<@&123456789012345678>', '> \\<@&123456789012345678>'],
    ['a channel', '<#123456789012345678>', '> \\<#123456789012345678>'],
    ['a command', '</kling video:123456789012345678>', '> \\</kling video\\:123456789012345678>'],
    ['a custom emoji', '<:smile:123456789012345678>', '> \\<\\:smile\\:123456789012345678>'],
    ['a time', '<t:1800000000:R>', '> \\<t\\:1800000000\\:R>'],
    ['an emoji code', ':smile:', '> \\:smile\\:'],
    ['an address', 'https://example.com/a_b', '> https\\://example.com/a\\_b'],
    ['a masked link', '[click me](https://evil.example)', '> \\[click me\\](https\\://evil.example)'],
    [
      'bold, italic, underlined, struck',
      '**a** *b* __c__ ~~d~~',
      '> \\*\\*a\\*\\* \\*b\\* \\_\\_c\\_\\_ \\~\\~d\\~\\~',
    ],
    ['a spoiler', '||secret||', '> \\|\\|secret\\|\\|'],
    ['inline code', '`code`', '> \\`code\\`'],
    ['a code fence', '```js\nx\n```', '> \\`\\`\\`js\n> x\n> \\`\\`\\`'],
    ['a backslash before syntax', '\\*a', '> \\\\\\*a'],
    ['a backslash at the end', 'a\\', '> a\\\\'],
    ['headings and small print', '# a\n-# b\n### c', '> \\# a\n> \\-# b\n> \\### c'],
    ['quotations', '> a\n>>> b', '> \\> a\n> \\>>> b'],
    ['lists', '- a\n+ b\n1. c\n2) d', '> \\- a\n> \\+ b\n> 1\\. c\n> 2\\) d'],
    ['hyphens and numbers inside', 'a well-known 1.5 + 2', '> a well-known 1.5 + 2'],
    ['right-to-left overrides', 'a\u202Egpj.exe\u202C\u2066b\u2069', '> agpj.exeb'],
    ['right-to-left script', 'قارب من ورق', '> قارب من ورق'],
    ['zero-width characters and a soft hyphen', 'a\u200Bb\uFEFFc\u00ADd', '> abcd'],
    ['mass mentions split by what is removed', '@every\u200Bone', `> @${zeroWidth}everyone`],
    ['control characters', 'a\u0000b\u001Bc\td', '> abc d'],
    ['halves of characters', 'a\uD83Db', '> ab'],
    ['every kind of line break', 'a\r\nb\rc\u2028d', '> a\n> b\n> c\n> d'],
    ['many empty lines', 'a\n\n\n\n\nb', '> a\n> \n> b'],
    ['piled marks', `a${'\u0301'.repeat(50)}b`, `> a${'\u0301'.repeat(4)}b`],
    ['joined emoji', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '> 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ])('shows %s as typed', (_name, prompt, shown) => {
    expect(quotePrompt(prompt)).toBe(shown)
  })

  test.each([
    ['empty', ''],
    ['of spaces', ' \n '],
    ['of invisible characters', '\u200B\u202E'],
  ])('is left out when %s', (_name, prompt) => {
    expect(quotePrompt(prompt)).toBeUndefined()
  })

  test('is cut between words', () => {
    const shown = quotePrompt('seven words of a rather long prompt '.repeat(30)) ?? ''
    expect(shown).toMatch(/(seven|words|of|a|rather|long|prompt)…$/)
    expect(shown.length).toBeGreaterThan(470)
    expect(shown.length).toBeLessThanOrEqual(503)
  })

  test('is cut between graphemes where there are no words', () => {
    const family = '👨‍👩‍👧‍👦'
    const shown = quotePrompt(family.repeat(200)) ?? ''
    expect(shown).toBe(`> ${family.repeat(Math.floor(900 / family.length))}…`)
  })

  test('is cut at 500 characters of a script without spaces', () => {
    expect(quotePrompt('雨'.repeat(2_500))).toBe(`> ${'雨'.repeat(500)}…`)
  })

  test('keeps a prompt that just fits', () => {
    expect(quotePrompt('x'.repeat(500))).toBe(`> ${'x'.repeat(500)}`)
  })

  test('has at most eight lines', () => {
    expect(quotePrompt('a\n'.repeat(20))?.split('\n')).toHaveLength(8)
  })
})

test('a snippet is one short escaped line', () => {
  expect(takeSnippet('**a**\n\nb')).toBe('\\*\\*a\\*\\* b')
  expect(takeSnippet('word '.repeat(100))).toBe(`${'word '.repeat(11)}word…`)
})

test('an alternative text is one plain line', () => {
  expect(describePlainly('**a**\n@everyone')).toBe('**a** @everyone')
  expect(describePlainly('x'.repeat(5_000))).toBe(`${'x'.repeat(300)}…`)
})
