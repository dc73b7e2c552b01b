import { describe, expect, test } from 'vitest'
import { createPaint, createScreen } from '../../../sandbox/demo/terminal/screen.ts'
import { line, measureText, plainText, span, wrapSpans } from '../../../sandbox/demo/terminal/text.ts'

describe('the width of text', () => {
  test.each([
    ['fox', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['紙の舟', 6],
    ['한국', 4],
    ['🚣', 2],
    ['👩‍🚀', 2],
    ['❤️', 2],
    ['@\u200Beveryone', 9],
    ['► ▏ ↗ ━', 7],
    ['', 0],
  ])('of %j is %i columns', (text, columns) => {
    expect(measureText(text)).toBe(columns)
  })
})

describe('breaking lines', () => {
  const wrap = (text: string, width: number) => wrapSpans([span(text)], width).map(plainText)

  test.each([
    ['breaks between words', 'the red fox runs', 8, ['the red', 'fox runs']],
    ['loses the space at the break', 'four more', 4, ['four', 'more']],
    ['breaks a word that is longer than a line', 'unbelievable', 5, ['unbel', 'ievab', 'le']],
    ['counts wide letters twice', '紙の舟が浮', 6, ['紙の舟', 'が浮']],
    ['leaves an empty line empty', '', 5, ['']],
    ['keeps what fits exactly', 'exact', 5, ['exact']],
  ])('%s', (_name, text, width, lines) => {
    expect(wrap(text, width)).toStrictEqual(lines)
  })

  test('no line is wider than asked for, and styles stay with their words', () => {
    const lines = wrapSpans([span('Rendering', 'bold'), span('. The service took it.')], 12)
    expect(lines.map(plainText)).toStrictEqual(['Rendering.', 'The service', 'took it.'])
    expect(lines[0]).toStrictEqual([span('Rendering', 'bold'), span('.')])
  })
})

describe('painting', () => {
  test('writes colours where they are wanted', () => {
    expect(createPaint(true)([span('a', 'bold', 'green'), span('b')])).toBe('\u001B[32m\u001B[1ma\u001B[22m\u001B[39mb')
  })

  test('writes no escape sequence where they are not', () => {
    expect(createPaint(false)([span('a', 'bold', 'green'), span('b')])).toBe('ab')
  })

  test.each([true, false])('lets no text command the terminal (coloured: %s)', (isColoured) => {
    expect(createPaint(isColoured)([span('a\u001B[2Jb\r\u0007')])).toBe('a[2Jb')
  })
})

describe('the screen', () => {
  function open(size: { columns?: number; rows?: number } = {}) {
    const written: string[] = []
    const output = { write: (text: string) => written.push(text), columns: 80, rows: 24, ...size }
    return { screen: createScreen(output, createPaint(false)), output, last: () => written.at(-1), all: written }
  }

  test('replaces the lines that change', () => {
    const { screen, last } = open()
    screen.change([line('one'), line('two')])
    expect(last()).toBe('\u001B[?25lone\ntwo\n')
    screen.change([line('three')])
    expect(last()).toBe('\r\u001B[2A\u001B[0Jthree\n')
  })

  test('prints above the lines that change', () => {
    const { screen, last } = open()
    screen.change([line('now')])
    screen.print([line('said')])
    expect(last()).toBe('\r\u001B[1A\u001B[0Jsaid\nnow\n')
  })

  test('goes back over lines that a narrower terminal has broken', () => {
    const { screen, output, last } = open()
    screen.change([line('x'.repeat(60)), line('y')])
    output.columns = 40
    screen.change([])
    expect(last()).toBe('\r\u001B[3A\u001B[0J')
  })

  test('shows only the end of what is higher than the terminal', () => {
    const { screen, last } = open({ rows: 3 })
    screen.change([line('1'), line('2'), line('3')])
    expect(last()).toBe('\u001B[?25l2\n3\n')
  })

  test('removes what changes and gives the cursor back, once', () => {
    const { screen, last, all } = open()
    screen.change([line('now')])
    screen.close()
    expect(last()).toBe('\r\u001B[1A\u001B[0J\u001B[?25h')
    screen.close()
    expect(all).toHaveLength(2)
  })

  test('does nothing to a terminal in which nothing changed', () => {
    const { screen, all } = open()
    screen.print([line('said')])
    screen.close()
    expect(all).toStrictEqual(['said\n'])
  })
})
