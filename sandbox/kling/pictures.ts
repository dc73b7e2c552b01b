import type { Sharp } from 'sharp'
import sharp from 'sharp'
import type { JobPictures } from './createAccount.ts'
import type { ProviderName } from './job.ts'
import type { PictureSource, Submission } from './submission.ts'

export interface Picture extends Measured {
  readonly bytes: Uint8Array
}

export interface PictureLimits {
  readonly formats: readonly Measured['format'][]
  /** Bytes. */
  readonly largest: number
}

/** The picture cannot be used; the job fails with this text. */
export class PictureProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PictureProblem'
  }
}

export type Fetch = (
  url: string,
  options: { signal: AbortSignal; headers: Record<string, string> },
) => Promise<Response>

/** @see https://docs.runcomfy.com/model-apis/quickstart: "returns the file with an unauthenticated GET". */
async function fetchBytes(url: string, fetch: Fetch, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal, headers: { accept: 'image/*' } })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.status === 200) return bytes
    throw new PictureProblem(`Failed to download the image: HTTP ${response.status}`)
  } catch (error) {
    throw error instanceof PictureProblem ? error : new PictureProblem('Failed to download the image', { cause: error })
  }
}

/**
 * Fetches or decodes a picture and looks at it as Kling does: at least 300 pixels, ratio between 1:2.5 and 2.5:1.
 * @see https://kling.ai/document-api, image-to-video
 */
export async function loadPicture(
  source: PictureSource,
  limits: PictureLimits,
  { fetch, signal }: { fetch: Fetch; signal: AbortSignal },
): Promise<Picture> {
  const bytes =
    source instanceof Uint8Array
      ? source
      : (decodeDataUri(source)?.bytes ?? decodeBase64(source) ?? (await fetchBytes(source, fetch, signal)))
  const measured = await measurePicture(bytes)
  if (measured === undefined || !limits.formats.includes(measured.format)) {
    throw new PictureProblem('File format of the image is not supported')
  }
  if (bytes.length > limits.largest) throw new PictureProblem('Image size is too large')
  const ratio = measured.width / measured.height
  if (Math.min(measured.width, measured.height) < 300 || ratio < 1 / 2.5 || ratio > 2.5) {
    throw new PictureProblem('Image pixel is invalid')
  }
  return { ...measured, bytes }
}

export const pictureLimits: Readonly<Record<ProviderName, PictureLimits>> = {
  // The formats stand on https://www.runcomfy.com/models/kling/kling-3.0/4k/image-to-video/api. No page names a size for
  // addresses; 30 MB is what https://fal.ai/models/fal-ai/kling-video says of the same model.
  runcomfy: { formats: ['jpeg', 'png', 'bmp', 'webp'], largest: 30 * 1024 * 1024 },
  // @see https://kling.ai/document-api/api/video/3-0-omni/image-to-video
  kling: { formats: ['jpeg', 'png'], largest: 50 * 1024 * 1024 },
  // Formats and the 2,048 pixels that pictures are stored at: https://runware.ai/docs/platform/image-upload.
  runware: { formats: ['jpeg', 'png', 'webp', 'bmp', 'gif'], largest: 20 * 1024 * 1024 },
}

/** Fetches or decodes every picture of a submit. Rejects with a PictureProblem where one of them cannot be used. */
export async function loadJobPictures(
  { startPicture, endPicture, otherPictures }: Submission,
  provider: ProviderName,
  means: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<JobPictures> {
  const load = (source: PictureSource): Promise<Picture> => loadPicture(source, pictureLimits[provider], means)
  const [start, end] = await Promise.all([
    startPicture === undefined ? undefined : load(startPicture),
    endPicture === undefined ? undefined : load(endPicture),
    ...otherPictures.map(load),
  ])
  return { ...(start && { start }), ...(end && { end }) }
}

/** Plain BMP of 24 or 32 bits, which sharp does not read. @see https://learn.microsoft.com/windows/win32/gdi/bitmap-storage */
function decodeBmp(bytes: Uint8Array): Sharp | undefined {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = view.getUint32(10, true)
  const width = view.getInt32(18, true)
  const signedHeight = view.getInt32(22, true)
  const height = Math.abs(signedHeight)
  const bytesPerPixel = view.getUint16(28, true) / 8
  const stride = Math.ceil((width * bytesPerPixel) / 4) * 4
  if ((bytesPerPixel !== 3 && bytesPerPixel !== 4) || bytes.length < start + stride * height) return undefined
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const row = start + stride * (signedHeight < 0 ? y : height - 1 - y)
    for (let x = 0; x < width; x += 1) {
      const from = row + x * bytesPerPixel
      pixels.set([bytes[from + 2] ?? 0, bytes[from + 1] ?? 0, bytes[from] ?? 0], (y * width + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** The picture as RGBA pixels that cover the given size, cut at the edges where its ratio differs. */
export async function decodePicture(bytes: Uint8Array, size: { width: number; height: number }): Promise<Uint8Array> {
  const picture = decodeBmp(bytes) ?? sharp(bytes).rotate()
  return await picture
    .resize(size.width, size.height, { fit: 'cover' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer()
}

interface Measured {
  readonly format: 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp'
  readonly width: number
  readonly height: number
}

function measureBmp(bytes: Uint8Array): Measured | undefined {
  if (bytes.length < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A negative height says that the rows run from the top down.
  return { format: 'bmp', width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

/** What the bytes really are, from their content alone; undefined where they are no picture of these formats. */
export async function measurePicture(bytes: Uint8Array): Promise<Measured | undefined> {
  const bmp = measureBmp(bytes)
  if (bmp !== undefined) return bmp
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (format !== 'jpeg' && format !== 'png' && format !== 'webp' && format !== 'gif') return undefined
    return { format, width, height }
  } catch {
    return undefined
  }
}

export interface DataUri {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Padded base64 of at least one byte, or undefined. A pattern would exhaust the stack on megabytes. */
export function decodeBase64(value: string): Uint8Array | undefined {
  if (value === '') return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.toString('base64') === value ? bytes : undefined
}

/** `data:image/png;base64,…`, or undefined where it is anything else. */
export function decodeDataUri(value: string): DataUri | undefined {
  const match = /^data:([a-z]+\/[a-z0-9.+-]+);base64,/.exec(value.slice(0, 100))
  if (match?.[1] === undefined) return undefined
  const bytes = decodeBase64(value.slice(match[0].length))
  return bytes && { mediaType: match[1], bytes }
}
