import type { PictureFormat, PictureProblem } from '../../../domain/frame.ts'
import { convertPicture } from './convertPicture.ts'
import { endJpeg } from './endJpeg.ts'
import { findSizeProblem } from './findSizeProblem.ts'
import { type InspectedPicture, inspectPicture } from './inspectPicture.ts'
import { proveReadable } from './proveReadable.ts'
import { sniffPicture } from './sniffPicture.ts'

export type CheckedBytes =
  | { readonly problem: PictureProblem }
  | {
      readonly format: PictureFormat
      readonly width: number
      readonly height: number
      /** Absent where the picture is kept as it is. */
      readonly bytes?: Uint8Array
    }

/** Whether a picture can be used, and how it is kept. Throws where it is broken. */
export async function checkPicture(bytes: Uint8Array): Promise<CheckedBytes> {
  const format = sniffPicture(bytes)
  if (format === undefined) return { problem: { kind: 'notAPicture' } }
  const inspected = await inspectPicture(bytes, format)
  const problem = findSizeProblem(inspected)
  if (problem !== undefined) return { problem }
  try {
    return await prepareKept(bytes, inspected)
  } catch (error) {
    const ended = format === 'jpeg' ? await endJpeg(bytes) : undefined
    if (ended === undefined) throw error
    const kept = await prepareKept(ended, inspected)
    return { bytes: ended, ...kept }
  }
}

async function prepareKept(bytes: Uint8Array, inspected: InspectedPicture) {
  const { keepableAs, width, height } = inspected
  if (keepableAs === undefined) return convertPicture(bytes, inspected)
  await proveReadable(bytes, keepableAs)
  return { format: keepableAs satisfies PictureFormat, width, height }
}
