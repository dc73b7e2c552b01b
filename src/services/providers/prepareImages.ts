import { PictureRefused, PictureUnfit } from '../../domain/contracts/media.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { Frame, FrameRole, Frames } from '../../domain/request.ts'
import { createError } from './createError.ts'

/** Frames in a form that a provider takes: public addresses or data URIs. */
export interface FrameImages {
  readonly start?: string
  readonly end?: string
}

/**
 * Turns the frames into images. Throws PictureRefused where one cannot be converted, a ProviderError where it cannot be read any
 * more, and the reason of the signal where that was why it was not read.
 */
export async function prepareImages(
  provider: ProviderId,
  frames: Frames,
  toImage: (frame: Frame) => Promise<string>,
  signal?: AbortSignal,
): Promise<FrameImages> {
  const convert = (role: FrameRole, frame: Frame) =>
    toImage(frame).catch((cause: unknown) => {
      throw cause instanceof PictureUnfit ? new PictureRefused(role, cause.problem, { cause }) : cause
    })
  signal?.throwIfAborted()
  try {
    return {
      ...(frames.start !== undefined && { start: await convert('start', frames.start) }),
      ...(frames.end !== undefined && { end: await convert('end', frames.end) }),
    }
  } catch (cause) {
    signal?.throwIfAborted()
    if (cause instanceof PictureRefused) throw cause
    const detail = 'a kept picture could not be read'
    throw createError({ provider, code: 'invalidInput', ambiguous: false, detail, cause })
  }
}
