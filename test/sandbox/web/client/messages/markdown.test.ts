import { describe, expect, test } from 'vitest'
import {
  type MarkdownNode,
  type MarkedKind,
  readMarkdown,
} from '../../../../../sandbox/web/client/messages/markdown.ts'

const text = (words: string): MarkdownNode => ({ kind: 'text', text: words })
const line: MarkdownNode = { kind: 'break' }
const list = (start: number | undefined, ...items: (readonly MarkdownNode[])[]): MarkdownNode => ({
  kind: 'list',
  start,
  items,
})
const marked = (kind: MarkedKind, ...content: MarkdownNode[]): MarkdownNode => ({ kind, content })
const heading = (level: number, ...content: MarkdownNode[]): MarkdownNode => ({ kind: 'heading', level, content })

test.each([
  ['**bold**', [marked('bold', text('bold'))]],
  ['*slanted* and _slanted_', [marked('italic', text('slanted')), text(' and '), marked('italic', text('slanted'))]],
  ['__under__', [marked('underlined', text('under'))]],
  ['~~gone~~', [marked('struck', text('gone'))]],
  ['||a **b**||', [marked('spoiler', text('a '), marked('bold', text('b')))]],
  ['***both***', [marked('italic', marked('bold', text('both')))]],
  ['`/kling video`', [{ kind: 'code', text: '/kling video' }]],
  ['```js\nconst a = 1\n```', [{ kind: 'codeBlock', text: 'const a = 1', language: 'js' }]],
  ['snake_case_words', [text('snake_case_words')]],
  ['\\*not\\* \\_slanted\\_', [text('*not* _slanted_')]],
])('%s is read as Discord formats it', (source, nodes) => {
  expect(readMarkdown(source)).toStrictEqual(nodes)
})

describe('what belongs to a whole line', () => {
  test.each([
    ['a heading', '### Your videos\nNone.', [heading(3, text('Your videos')), text('None.')]],
    [
      'small text',
      '**Ready.**\n-# cost *$1*',
      [marked('bold', text('Ready.')), line, marked('subtext', text('cost '), marked('italic', text('$1')))],
    ],
    [
      'a quotation of two lines',
      '> one\n> two\nafter',
      [marked('quote', text('one'), line, text('two')), text('after')],
    ],
    ['a heading after a quotation', '> one\n# two', [marked('quote', text('one')), heading(1, text('two'))]],
    ['a quoted line that looks like an item', '> \\- no item', [marked('quote', text('- no item'))]],
  ])('%s', (_, source, nodes) => {
    expect(readMarkdown(source)).toStrictEqual(nodes)
  })

  test.each(['a - b', 'a # b', 'a -# b', 'a > b', '#no heading', '-no item', '1.no item'])(
    '%s is none of them',
    (source) => {
      expect(readMarkdown(source)).toStrictEqual([text(source)])
    },
  )
})

describe('lists', () => {
  test('stand below a line, and end where the lines do', () => {
    expect(readMarkdown('**Try**\n- one `x`\n* two\nend')).toStrictEqual([
      marked('bold', text('Try')),
      line,
      list(undefined, [text('one '), { kind: 'code', text: 'x' }], [text('two')]),
      text('end'),
    ])
  })

  test('are numbered from their first number on', () => {
    expect(readMarkdown('3. three\n4. four')).toStrictEqual([list(3, [text('three')], [text('four')])])
  })

  test('begin anew where numbers end', () => {
    expect(readMarkdown('1. one\n- two')).toStrictEqual([list(1, [text('one')]), list(undefined, [text('two')])])
  })

  test('contain lists that are indented more', () => {
    expect(readMarkdown('- a\n  - b\n    1. c\n- d')).toStrictEqual([
      list(undefined, [text('a'), list(undefined, [text('b'), list(1, [text('c')])])], [text('d')]),
    ])
  })

  test('take lines without a marker into the item above', () => {
    expect(readMarkdown('- a\n  still a\n- b')).toStrictEqual([
      list(undefined, [text('a'), line, text('still a')], [text('b')]),
    ])
  })
})

describe('what Discord replaces', () => {
  test.each([
    ['<@123>', { kind: 'user', id: '123' }],
    ['<@!123456789012345678>', { kind: 'user', id: '123456789012345678' }],
    ['<@&7>', { kind: 'role', id: '7' }],
    ['<#9>', { kind: 'channel', id: '9' }],
    ['@everyone', { kind: 'everyone', name: 'everyone' }],
    ['@here', { kind: 'everyone', name: 'here' }],
    ['</kling video:42>', { kind: 'command', name: 'kling video', id: '42' }],
    ['<t:1700000000>', { kind: 'time', at: 1_700_000_000_000, style: 'f' }],
    ['<t:1700000000:R>', { kind: 'time', at: 1_700_000_000_000, style: 'R' }],
    ['<t:-1:S>', { kind: 'time', at: -1_000, style: 'S' }],
    ['<:fox:123456789012345678>', { kind: 'text', text: ':fox:' }],
  ])('%s', (source, node) => {
    expect(readMarkdown(source)).toStrictEqual([node])
  })

  test.each([
    ['a time of no calendar', '<t:99999999999999:R>', '<t:99999999999999:R>'],
    ['a style that does not exist', '<t:1:x>', '<t:1:x>'],
    ['an escaped mention', '\\<@123>', '<@123>'],
    ['a mass mention that was broken', '@\u200Beveryone', '@\u200Beveryone'],
    ['an emoji after a backslash', 'a \\😀 b', 'a 😀 b'],
  ])('%s stays text', (_, source, words) => {
    expect(readMarkdown(source)).toStrictEqual([text(words)])
  })
})

describe('links', () => {
  const link = (target: string, words: string): MarkdownNode => ({ kind: 'link', target, content: [text(words)] })

  test.each([
    ['[Open video](https://a.example/v.mp4?x=1_2_3&y=4)', link('https://a.example/v.mp4?x=1_2_3&y=4', 'Open video')],
    ['[Open video](<https://a.example/v>)', link('https://a.example/v', 'Open video')],
    ['[a](https://a.example/b_(c))', link('https://a.example/b_(c)', 'a')],
    ['<https://a.example/b>', link('https://a.example/b', 'https://a.example/b')],
    ['https://a.example/b', link('https://a.example/b', 'https://a.example/b')],
  ])('%s', (source, node) => {
    expect(readMarkdown(source)).toStrictEqual([node])
  })

  test('an address in a sentence ends before its full stop', () => {
    expect(readMarkdown('See https://a.example/b.')).toStrictEqual([
      text('See '),
      link('https://a.example/b', 'https://a.example/b'),
      text('.'),
    ])
  })

  test.each([
    '[a](javascript:alert(1))',
    '[a](data:text/html,x)',
    '<javascript:/x>',
    '[a](/b)',
    '[a](ftp://b.example)',
  ])('%s leads nowhere', (source) => {
    expect(JSON.stringify(readMarkdown(source))).not.toContain('"link"')
  })
})
