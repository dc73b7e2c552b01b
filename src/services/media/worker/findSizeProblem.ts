import { type PictureProblem, pictureLimits } from '../../../domain/frame.ts'
import { memoryBudget } from './estimateMemory.ts'

interface Size {
  readonly width: number
  readonly height: number
  /** How many bytes each pixel takes in memory while the picture is read. */
  readonly pixelBytes: number
}

/** What is wrong with a picture of this size, if anything. Pixels, as the picture is seen. */
export function findSizeProblem({ width, height, pixelBytes }: Size): PictureProblem | undefined {
  const { shortestSide, narrowest, widest } = pictureLimits
  const pixels = Math.min(pictureLimits.pixels, Math.floor(memoryBudget / pixelBytes))
  if (width * height > pixels) return { kind: 'tooManyPixels', limit: pixels }
  if (Math.min(width, height) < shortestSide) return { kind: 'tooSmall', width, height, shortestSide }
  const ratio = width / height
  if (ratio < narrowest || ratio > widest) return { kind: 'badRatio', width, height }
  return undefined
}
