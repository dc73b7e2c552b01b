import { readBitmapHeader } from './readBitmapHeader.ts'

export type SniffedFormat = 'png' | 'jpeg' | 'webp' | 'bmp' | 'gif' | 'avif'

/**
 * What the bytes really are, whatever the file is called. Nothing for what cannot be read here: text, SVG, TIFF, and HEIC, for
 * whose patented compression sharp brings no decoder.
 */
export function sniffPicture(bytes: Uint8Array): SniffedFormat | undefined {
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
