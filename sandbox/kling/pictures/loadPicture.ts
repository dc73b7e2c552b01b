import type { PictureSource } from '../job.ts'
import { decodeBase64, decodeDataUri } from './decodeDataUri.ts'
import { type Measured, measurePicture } from './measurePicture.ts'

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
