import { type PictureProblem, pictureLimits } from '../../domain/frame.ts'

/** What is wrong with a picture of this size, if anything. Pixels, as the picture is seen. */
export function findSizeProblem({ width, height }: { width: number; height: number }): PictureProblem | undefined {
  const { pixels, shortestSide, narrowest, widest } = pictureLimits
  if (width * height > pixels) return { kind: 'tooManyPixels', limit: pixels }
  if (Math.min(width, height) < shortestSide) return { kind: 'tooSmall', width, height, shortestSide }
  const ratio = width / height
  if (ratio < narrowest || ratio > widest) return { kind: 'badRatio', width, height }
  return undefined
}
