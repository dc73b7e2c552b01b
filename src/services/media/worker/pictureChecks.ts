import type { Metadata } from 'sharp'
import {
  findSizeProblem,
  type PictureFormat,
  type PictureProblem,
  pictureFormats,
  pictureLimits,
} from '../../../domain/request.ts'
import { readBitmapHeader } from './bitmap.ts'
import { convertPicture, readPicture, requireWholeBitmap, type SniffedFormat } from './pictureCodec.ts'

type CheckedBytes =
  | { readonly problem: PictureProblem }
  | {
      readonly format: PictureFormat
      readonly width: number
      readonly height: number
      /** Absent where the picture is stored as it is. */
      readonly bytes?: Uint8Array
    }

/** Whether a picture can be used, and how it is stored. Throws where it is broken. */
export async function checkPicture(bytes: Uint8Array): Promise<CheckedBytes> {
  const format = sniffPicture(bytes)
  if (format === undefined) return { problem: { kind: 'notAPicture' } }
  const inspected = await inspectPicture(bytes, format)
  const problem = findSizeProblem(inspected, countReadablePixels(inspected))
  if (problem !== undefined) return { problem }
  try {
    return await prepareStored(bytes, inspected)
  } catch (error) {
    const ended = format === 'jpeg' ? await endJpeg(bytes) : undefined
    if (ended === undefined) throw error
    const stored = await prepareStored(ended, inspected)
    return { bytes: ended, ...stored }
  }
}

async function prepareStored(bytes: Uint8Array, inspected: InspectedPicture) {
  const { storableAs, width, height } = inspected
  if (storableAs === undefined) return convertPicture(bytes, inspected)
  await proveReadable(bytes, storableAs)
  return { format: storableAs satisfies PictureFormat, width, height }
}

/** Reads all pixels and keeps none. Throws where the picture is broken. */
async function proveReadable(bytes: Uint8Array, format: PictureFormat): Promise<void> {
  if (format === 'bmp') {
    requireWholeBitmap(bytes)
    return
  }
  await readPicture(bytes).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
}

const endOfImage = Uint8Array.of(0xff, 0xd9)

/**
 * A JPEG whose end marker was left out, as some phones and messengers do, with that marker. Nothing where more than the
 * marker is missing: then the decoder warns that it ran out of data.
 */
async function endJpeg(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const ended = Buffer.concat([bytes, endOfImage])
  try {
    await readPicture(ended, { failOn: 'warning' }).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    return ended
  } catch {
    return undefined
  }
}

/**
 * What the bytes really are, whatever the file is called. Nothing for what cannot be read here: text, SVG, TIFF, and HEIC, for
 * whose patented compression sharp brings no decoder.
 */
function sniffPicture(bytes: Uint8Array): SniffedFormat | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64))
  const text = head.toString('latin1')
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.startsWith('ftyp', 4) && listBrands(head).some((brand) => brand === 'avif' || brand === 'avis'))
    return 'avif'
  if (readBitmapHeader(bytes) !== undefined) return 'bmp'
  return undefined
}

/** The brands of an ISO base media file: the major one, a version, then the compatible ones. */
function listBrands(head: Buffer): string[] {
  const end = Math.min(head.length >= 4 ? head.readUInt32BE(0) : 0, head.length)
  const brands: string[] = []
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (offset !== 12) brands.push(head.toString('latin1', offset, offset + 4))
  }
  return brands
}

interface InspectedPicture {
  readonly format: SniffedFormat
  /** As it is seen: after the rotation that the file asks for. */
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  /** The format to keep the very same bytes in; absent where the picture has to be rotated or converted. */
  readonly storableAs?: PictureFormat
  /** How many bytes each pixel takes in memory while the picture is read; 0 where it is read row by row. */
  readonly pixelBytes: number
}

/** Reads the header, and no pixels. Throws where the header is broken. */
async function inspectPicture(bytes: Uint8Array, format: SniffedFormat): Promise<InspectedPicture> {
  if (format === 'bmp') {
    const header = readBitmapHeader(bytes)
    if (header === undefined) throw new Error('The bitmap has no header')
    const { width, height, isRunLength } = header
    // Hardly anybody else reads the compressed ones.
    if (isRunLength) return { format, width, height, hasAlpha: false, pixelBytes: 3 }
    return { format, width, height, hasAlpha: false, storableAs: 'bmp', pixelBytes: 0 }
  }
  // Without the limit on pixels, which would make a giant indistinguishable from a broken file.
  const metadata = await readPicture(bytes, { limitInputPixels: false }).metadata()
  const isAnimated = (metadata.pages ?? 1) > 1 || (format === 'png' && isAnimatedPng(bytes))
  const isUpright = (metadata.orientation ?? 1) === 1
  // Few programs show the colours of print as they are meant.
  const isForPrint = metadata.space === 'cmyk'
  const storableAs = pictureFormats.find((each) => each === format)
  return {
    format,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    hasAlpha: metadata.hasAlpha,
    pixelBytes: estimatePixel(format, metadata),
    ...(storableAs !== undefined && isUpright && !isAnimated && !isForPrint && { storableAs }),
  }
}

/**
 * Whether the PNG holds an animation: an `acTL` chunk before the pixels. sharp reads such a file as a still.
 * @see https://www.w3.org/TR/png-3/#acTL-chunk
 */
function isAnimatedPng(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 8
  while (offset + 8 <= file.length) {
    const kind = file.toString('latin1', offset + 4, offset + 8)
    if (kind === 'acTL') return true
    if (kind === 'IDAT') return false
    offset += 12 + file.readUInt32BE(offset)
  }
  return false
}

/**
 * How many bytes a picture may take while it is read: what leaves the whole bot within 600 MiB. Measured with sharp 0.35 in
 * `bench/pictures.ts`.
 */
const memoryBudget = 256_000_000

/** Formats that cannot be read row by row: bytes for each pixel, with what their decoder needs besides. */
const avifPixel = { usual: 16, deep: 21 }
const gifPixel = 5
const decodedPixel = 4

type Facts = Pick<
  Metadata,
  'depth' | 'bitsPerSample' | 'channels' | 'isProgressive' | 'chromaSubsampling' | 'orientation'
>

/**
 * How many bytes each pixel takes in memory at once while the picture is read. Zero where it is read row by row: then its
 * size does not matter.
 */
function estimatePixel(format: SniffedFormat, facts: Facts): number {
  const { channels, isProgressive, orientation = 1 } = facts
  switch (format) {
    case 'avif':
      return (facts.bitsPerSample ?? 8) > 8 ? avifPixel.deep : avifPixel.usual
    case 'png':
      // An interlaced one comes in seven passes over the whole picture.
      return isProgressive ? channels * (facts.depth === 'ushort' ? 2 : 1) : 0
    case 'jpeg': {
      // The coefficients of all passes stay in memory, two bytes each.
      const samples = channels >= 3 && facts.chromaSubsampling === '4:2:0' ? channels / 2 : channels
      return (isProgressive ? samples * 2 : 0) + (orientation === 1 ? 0 : channels)
    }
    case 'gif':
      return gifPixel
    case 'webp':
      return decodedPixel
    case 'bmp':
      return 0
  }
}

/** How many pixels a picture may have so that it is read within the memory there is for it. */
function countReadablePixels({ pixelBytes }: Pick<InspectedPicture, 'pixelBytes'>): number {
  return Math.min(pictureLimits.pixels, Math.floor(memoryBudget / pixelBytes))
}
