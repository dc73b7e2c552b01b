import type { Frame, Frames } from '../../domain/frame.ts'
import type { ProviderId } from '../../domain/operation.ts'
import { createError } from './createError.ts'

/** Frames in a form that a provider takes: public addresses or data URIs. */
export interface FrameImages {
  readonly start?: string
  readonly end?: string
}

/**
 * Turns the frames into images. Throws a ProviderError where a kept picture cannot be read any more, and the reason of the
 * signal where that was why it was not read.
 */
export async function prepareImages(
  provider: ProviderId,
  frames: Frames,
  toImage: (frame: Frame) => Promise<string>,
  signal?: AbortSignal,
): Promise<FrameImages> {
  signal?.throwIfAborted()
  try {
    return {
      ...(frames.start !== undefined && { start: await toImage(frames.start) }),
      ...(frames.end !== undefined && { end: await toImage(frames.end) }),
    }
  } catch (cause) {
    signal?.throwIfAborted()
    const detail = 'a kept picture could not be read'
    throw createError({ provider, code: 'invalidInput', ambiguous: false, detail, cause })
  }
}
