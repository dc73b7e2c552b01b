import { supportsRequest } from '../../domain/chooseModels.ts'
import { PictureRefused, PictureUnfit } from '../../domain/contracts/media.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { Frame, FrameRole, Frames, Request } from '../../domain/request.ts'
import { createProviderError } from './errors.ts'

function findProblem(provider: ProviderId, model: Model, request: Request, frames: Frames): string | undefined {
  if (model.provider !== provider) return `the model ${model.id} belongs to ${model.provider}`
  if (!supportsRequest(model, request)) return `the model ${model.id} lacks an option of the request`
  if ((request.startImage === undefined) !== (frames.start === undefined)) return 'the start frame is missing'
  if ((request.endImage === undefined) !== (frames.end === undefined)) return 'the end frame is missing'
  const shotSeconds = request.shots?.reduce((sum, shot) => sum + shot.duration, 0)
  if (shotSeconds !== undefined && shotSeconds !== request.duration) return 'the shots do not sum to the duration'
  return undefined
}

/** Throws a ProviderError `invalidInput` where the model cannot serve the request, before anything is sent. */
export function assertServable(provider: ProviderId, model: Model, request: Request, frames: Frames): void {
  const detail = findProblem(provider, model, request, frames)
  if (detail !== undefined) throw createProviderError({ provider, code: 'invalidInput', ambiguous: false, detail })
}

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
    throw createProviderError({ provider, code: 'invalidInput', ambiguous: false, detail, cause })
  }
}
