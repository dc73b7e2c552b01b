import type { Metadata } from 'sharp'
import type { SniffedFormat } from './sniffPicture.ts'

/**
 * How many bytes a picture may take while it is read: what leaves the whole bot within 600 MiB. Measured with sharp 0.35 in
 * `bench/pictures.ts`.
 */
export const memoryBudget = 256_000_000

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
export function estimatePixel(format: SniffedFormat, facts: Facts): number {
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
