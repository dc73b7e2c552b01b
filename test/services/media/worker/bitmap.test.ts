import { describe, expect, test } from 'vitest'
import { decodeBitmap, isWholeBitmap, readBitmapHeader } from '../../../../src/services/media/worker/bitmap.ts'
import { type BitmapOptions, createBitmap } from '../support/createBitmap.ts'

function decode(options: BitmapOptions): string[] {
  const file = createBitmap(options)
  const header = readBitmapHeader(file)
  if (header === undefined) throw new Error('No header was read')
  expect(isWholeBitmap(file, header)).toBe(true)
  expect({ width: header.width, height: header.height }).toStrictEqual({ width: options.width, height: options.height })
  return Buffer.from(decodeBitmap(file, header)).toString('hex').match(/.{6}/g) ?? []
}

const colours = [0xff0000, 0x00ff00, 0x0000ff, 0x123456]
const hexOf = (colour: number) => colour.toString(16).padStart(6, '0')
/** A different colour in every place of a 3 x 2 picture. */
const expected = [0, 1, 2, 3, 0, 1].map((index) => hexOf(colours[index] ?? 0))
const colourAt = (x: number, y: number) => colours[(y * 3 + x) % 4] ?? 0
const indexAt = (x: number, y: number) => (y * 3 + x) % 4

describe('a bitmap becomes rows of red, green and blue from the top', () => {
  const size = { width: 3, height: 2 }
  test.each<[string, BitmapOptions]>([
    ['24 bits', { ...size, bitsPerPixel: 24, pixel: colourAt }],
    ['24 bits, stored from the top', { ...size, bitsPerPixel: 24, pixel: colourAt, isTopDown: true }],
    ['24 bits, the oldest header', { ...size, bitsPerPixel: 24, pixel: colourAt, headerSize: 12 }],
    ['24 bits, the newest header', { ...size, bitsPerPixel: 24, pixel: colourAt, headerSize: 124 }],
    ['24 bits, a gap before the pixels', { ...size, bitsPerPixel: 24, pixel: colourAt, gap: 10 }],
    ['32 bits', { ...size, bitsPerPixel: 32, pixel: colourAt }],
    [
      '32 bits with masks, the highest bits among them',
      {
        ...size,
        bitsPerPixel: 32,
        pixel: (x, y) => (colourAt(x, y) << 8) >>> 0,
        masks: [0xff000000, 0xff0000, 0xff00],
      },
    ],
    [
      '32 bits, the newest header with masks',
      { ...size, bitsPerPixel: 32, pixel: colourAt, masks: [0xff0000, 0xff00, 0xff], headerSize: 124 },
    ],
    ['8 bits', { ...size, bitsPerPixel: 8, pixel: indexAt, palette: colours }],
    [
      '8 bits, the oldest header',
      { ...size, bitsPerPixel: 8, pixel: indexAt, palette: paletteOf(256), headerSize: 12 },
    ],
    ['4 bits, an odd width', { ...size, bitsPerPixel: 4, pixel: indexAt, palette: colours }],
  ])('%s', (_, options) => {
    expect(decode(options)).toStrictEqual(expected)
  })

  test('1 bit', () => {
    const pixel = (x: number) => x % 2
    const black = '000000'
    const white = 'ffffff'
    expect(decode({ width: 10, height: 1, bitsPerPixel: 1, pixel, palette: [0x000000, 0xffffff] })).toStrictEqual(
      Array.from({ length: 10 }, (_, x) => (x % 2 === 0 ? black : white)),
    )
  })

  test('16 bits are spread over the whole range', () => {
    const pixel = (x: number) => [0x7c00, 0x03e0, 0x001f, 0x7fff][x] ?? 0
    expect(decode({ width: 4, height: 1, bitsPerPixel: 16, pixel })).toStrictEqual([
      'ff0000',
      '00ff00',
      '0000ff',
      'ffffff',
    ])
  })

  test('16 bits with six for green', () => {
    const masks = [0xf800, 0x07e0, 0x001f]
    const pixel = (x: number) => masks[x] ?? 0
    expect(decode({ width: 3, height: 1, bitsPerPixel: 16, pixel, masks })).toStrictEqual([
      'ff0000',
      '00ff00',
      '0000ff',
    ])
  })

  test('a colour beyond the palette is its last one', () => {
    expect(decode({ width: 1, height: 1, bitsPerPixel: 8, pixel: () => 200, palette: [0, 0xffffff] })).toStrictEqual([
      'ffffff',
    ])
  })
})

test.each([
  ['runs of another depth', { compression: 2 }],
  ['runs from the top', { compression: 1, isTopDown: true }],
  ['an embedded JPEG', { compression: 4 }],
  ['two bits per pixel', { bitsPerPixel: 2 }],
  ['no width', { width: 0 }],
  ['no height', { height: 0 }],
])('a header with %s is not read', (_, change) => {
  const file = createBitmap({ width: 4, height: 4, bitsPerPixel: 8, pixel: () => 0, palette: [0, 0xffffff], ...change })
  expect(readBitmapHeader(file)).toBeUndefined()
})

test('a bitmap without its last row is not whole', () => {
  const file = createBitmap({ width: 4, height: 4, bitsPerPixel: 24, pixel: colourAt })
  const cut = file.subarray(0, file.length - 1)
  const header = readBitmapHeader(cut)
  expect(header && isWholeBitmap(cut, header)).toBe(false)
})

function paletteOf(entries: number): number[] {
  return Array.from({ length: entries }, (_, index) => colours[index] ?? 0)
}

describe('runs of one colour', () => {
  const palette = [0x000000, 0xff0000, 0x00ff00, 0x0000ff]
  const names: Record<string, string> = { '000000': '.', ff0000: 'r', '00ff00': 'g', '0000ff': 'b' }

  /** The rows from the top, a letter for each pixel. */
  function draw(bitsPerPixel: 4 | 8, size: { width: number; height: number }, runs: readonly number[]): string[] {
    const compression = bitsPerPixel === 8 ? 1 : 2
    const header = createBitmap({ ...size, height: 1, bitsPerPixel, pixel: () => 0, palette, compression })
    header.writeInt32LE(size.height, 22)
    const file = Buffer.concat([header.subarray(0, header.readUInt32LE(10)), Buffer.from(runs)])
    const read = readBitmapHeader(file)
    if (read === undefined) throw new Error('No header was read')
    const pixels = Buffer.from(decodeBitmap(file, read)).toString('hex').match(/.{6}/g) ?? []
    const letters = pixels.map((pixel) => names[pixel] ?? '?').join('')
    return letters.match(new RegExp(`.{${size.width}}`, 'g')) ?? []
  }

  const size = { width: 5, height: 2 }
  test.each<[string, 4 | 8, number[], string[]]>([
    ['8 bits, from the bottom up', 8, [5, 1, 0, 0, 2, 2, 3, 3, 0, 1], ['ggbbb', 'rrrrr']],
    ['8 bits, with single colours', 8, [0, 5, 1, 2, 3, 2, 1, 0, 0, 0, 5, 2, 0, 1], ['ggggg', 'rgbgr']],
    ['8 bits, with a jump', 8, [1, 1, 0, 2, 2, 1, 2, 3, 0, 1], ['...bb', 'r....']],
    ['8 bits, ended early', 8, [2, 1, 0, 1], ['.....', 'rr...']],
    ['8 bits, beyond the edge', 8, [9, 1, 0, 0, 9, 2, 0, 1], ['ggggg', 'rrrrr']],
    ['4 bits, by turns', 4, [5, 0x12, 0, 0, 5, 0x33, 0, 1], ['bbbbb', 'rgrgr']],
    ['4 bits, with single colours', 4, [0, 5, 0x12, 0x31, 0x20, 0, 0, 0, 5, 0x11, 0, 1], ['rrrrr', 'rgbrg']],
  ])('%s', (_, bits, runs, rows) => {
    expect(draw(bits, size, runs)).toStrictEqual(rows)
  })

  test.each([
    ['nothing', []],
    ['half a run', [5]],
    ['one row of two', [5, 1, 0, 0]],
    ['fewer single colours than announced', [0, 200, 1, 2]],
  ])('cut short after %s are broken', (_, runs) => {
    expect(() => draw(8, size, runs)).toThrow('cut short')
  })
})
