export interface BitmapOptions {
  readonly width: number
  readonly height: number
  readonly bitsPerPixel: number
  /** The pixel at this place counted from the top left, as the number that is stored. */
  readonly pixel: (x: number, y: number) => number
  /** Colours of the palette as 0xrrggbb. */
  readonly palette?: readonly number[]
  readonly isTopDown?: boolean
  readonly masks?: readonly number[]
  /** Unused bytes between the header and the pixels. */
  readonly gap?: number
  readonly headerSize?: 12 | 40 | 124
  readonly compression?: number
}

/** Writes a Windows bitmap by the book. */
export function createBitmap(options: BitmapOptions): Buffer {
  const { width, height, bitsPerPixel, pixel, palette = [], isTopDown = false, masks, gap = 0 } = options
  const { headerSize = 40, compression = masks === undefined ? 0 : 3 } = options
  const isCore = headerSize === 12
  const entryBytes = isCore ? 3 : 4
  const maskBytes = masks !== undefined && headerSize === 40 ? 12 : 0
  const rowBytes = Math.ceil((width * bitsPerPixel) / 32) * 4
  const pixelOffset = 14 + headerSize + maskBytes + palette.length * entryBytes + gap
  const file = Buffer.alloc(Math.max(pixelOffset + rowBytes * height, 54))
  file.write('BM', 0, 'latin1')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(pixelOffset, 10)
  file.writeUInt32LE(headerSize, 14)
  if (isCore) {
    file.writeUInt16LE(width, 18)
    file.writeUInt16LE(height, 20)
    file.writeUInt16LE(1, 22)
    file.writeUInt16LE(bitsPerPixel, 24)
  } else {
    file.writeInt32LE(width, 18)
    file.writeInt32LE(isTopDown ? -height : height, 22)
    file.writeUInt16LE(1, 26)
    file.writeUInt16LE(bitsPerPixel, 28)
    file.writeUInt32LE(compression, 30)
    file.writeUInt32LE(palette.length, 46)
    masks?.forEach((mask, index) => {
      file.writeUInt32LE(mask, 54 + index * 4)
    })
  }
  palette.forEach((colour, index) => {
    file.writeUIntLE(colour, 14 + headerSize + maskBytes + index * entryBytes, 3)
  })
  for (let y = 0; y < height; y += 1) {
    const row = pixelOffset + (isTopDown ? y : height - 1 - y) * rowBytes
    for (let x = 0; x < width; x += 1) writePixel(file, row, x, bitsPerPixel, pixel(x, y))
  }
  return file
}

function writePixel(file: Buffer, row: number, x: number, bits: number, value: number): void {
  if (bits >= 8) {
    file.writeUIntLE(value >>> 0, row + (x * bits) / 8, bits / 8)
    return
  }
  const at = row + Math.floor((x * bits) / 8)
  file.writeUInt8(file.readUInt8(at) | (value << (8 - bits - ((x * bits) % 8))), at)
}
