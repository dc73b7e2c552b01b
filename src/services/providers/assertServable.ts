import { supportsRequest } from '../../domain/chooseModels.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { Model } from '../../domain/models.ts'
import type { Frames, Request } from '../../domain/request.ts'
import { createError } from './createError.ts'

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
  if (detail !== undefined) throw createError({ provider, code: 'invalidInput', ambiguous: false, detail })
}
