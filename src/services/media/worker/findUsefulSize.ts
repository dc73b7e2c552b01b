/** A video has 8.3 megapixels at the most, so whoever has to draw a picture anew need not draw more than this. */
const usefulPixels = 12_000_000

interface Size {
  readonly width: number
  readonly height: number
}

/** The size to draw a picture anew in: as it is, or smaller in the same shape. */
export function findUsefulSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(usefulPixels / (width * height)))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
