import { type Catalogue, findLimits, type Model, modeOf, type Range } from './models.ts'
import { promptsOf, type Request, request as requestSchema } from './request.ts'
import { findShotLimits, findShotProblem } from './storyboard.ts'
import { countCharacters, countCodePoints, hasSomethingToSee } from './text.ts'
import { UserError, type UserErrorReason } from './userError.ts'

function refuse(reason: UserErrorReason): never {
  throw new UserError(reason)
}

/** The models of this quality and mode. There are none where the quality is no quality, which is told later. */
function findCandidates({ quality, startImage }: Request, providers: Catalogue): Model[] {
  const mode = modeOf({ startImage })
  return providers.flatMap(({ models }) => models.filter((model) => model.quality === quality && model.mode === mode))
}

function checkLength(text: string, name: 'prompt' | 'negativePrompt', { shortest, longest }: Range): void {
  const length = countCharacters(text)
  if (length > longest) refuse({ code: `${name}TooLong`, length, limit: longest })
  const codePoints = countCodePoints(text)
  if (codePoints > longest) refuse({ code: `${name}TooLong`, length: codePoints, limit: longest, isInParts: true })
  if (codePoints < shortest) refuse({ code: `${name}TooShort`, least: shortest })
}

/** Nothing that cannot be seen is paid for, in whatever field it stands; where it is only unwanted, it is left out. */
function checkTexts(candidate: Request, models: readonly Model[]): Request {
  const { negativePrompt, ...rest } = candidate
  const any = { shortest: 0, longest: Number.POSITIVE_INFINITY }
  const limits = findLimits(models)?.prompt ?? any
  for (const prompt of promptsOf(candidate)) {
    if (typeof prompt !== 'string' || !hasSomethingToSee(prompt)) refuse({ code: 'promptEmpty' })
    checkLength(prompt.trim(), 'prompt', limits)
  }
  if (negativePrompt === undefined || !hasSomethingToSee(negativePrompt)) return rest
  checkLength(negativePrompt.trim(), 'negativePrompt', limits)
  return candidate
}

function checkDuration(duration: number, models: readonly Model[]): void {
  const limits = findLimits(models)?.duration
  if (limits === undefined) return
  const { shortest, longest } = limits
  if (Number.isInteger(duration) && duration >= shortest && duration <= longest) return
  refuse({ code: 'durationOutOfRange', shortest, longest })
}

function checkShots({ scene, duration, quality }: Request, providers: Catalogue): void {
  const ofQuality = providers.map(({ models, ...provider }) => ({
    ...provider,
    models: models.filter((model) => model.quality === quality),
  }))
  const problem = findShotProblem({ scene, duration }, findShotLimits(ofQuality))
  if (problem !== undefined) refuse(problem)
}

/**
 * Checks again what the command checked, since nothing unchecked may cost money: texts, ranges, an end frame only with a
 * start frame, shots that fill the duration exactly. Throws a UserError.
 */
export function checkRequest(candidate: Request, providers: Catalogue): Request {
  const models = findCandidates(candidate, providers)
  const checked = checkTexts(candidate, models)
  checkShots(candidate, providers)
  checkDuration(candidate.duration, models)
  const parsed = requestSchema.safeParse(checked)
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0] ?? 'request')
    refuse(option === 'guidance' ? { code: 'guidanceOutOfRange' } : { code: 'unknownChoice', option })
  }
  const { startImage, endImage } = parsed.data
  if (endImage !== undefined && startImage === undefined) refuse({ code: 'endImageWithoutStart' })
  return parsed.data
}
