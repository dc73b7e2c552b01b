import type { ChatInputCommandInteraction } from 'discord.js'
import { z } from 'zod'
import { type Catalogue, findLimits } from '../domain/models.ts'
import type { VideoDefaults } from '../domain/preferences.ts'
import { fillTemplate, type Preset } from '../domain/preset.ts'
import {
  type Attachment,
  aspectRatio,
  cuts,
  duration,
  type FrameRole,
  quality,
  type Request,
} from '../domain/request.ts'
import { countCharacters, readText } from '../domain/text.ts'
import { UserError, type UserErrorReason } from '../domain/userError.ts'
import { checkPicture, pictureOptions, readAttachment } from '../interactions/attachment.ts'

type Options = ChatInputCommandInteraction['options']

/** What the models take; nothing where there is none, which is told later. */
type Limits = ReturnType<typeof findLimits>

interface VideoCommand {
  readonly request: Request
  /** Only the person sees it. */
  readonly isPrivate: boolean
  /** The first thing that is wrong with it. */
  readonly problem?: UserErrorReason
}

/** What stands behind the options that were not given. */
interface Prepared {
  readonly defaults: VideoDefaults
  /** Its gap is filled with what was typed. */
  readonly preset?: Pick<Preset, 'name' | 'template'> | undefined
}

/**
 * Reads the options of `/kling video`. Nothing is taken on trust: an outdated client or a raw payload may hold any value of
 * any type. What is wrong is named, and all else is read nevertheless, so that nobody types it again; without a prompt there is
 * nothing to keep, and it throws a UserError. Which options go together is not looked at, the catalogue decides that later.
 */
export function parseVideo(options: Options, providers: Catalogue, { defaults, preset }: Prepared): VideoCommand {
  const limits = findLimits(providers.flatMap(({ models }) => models))
  const typed = readText(options.get('prompt')?.value)
  if (typed === undefined) throw new UserError({ code: 'promptEmpty' })
  const prompt = preset === undefined ? typed : fillTemplate(preset.template, typed)
  const problems: UserErrorReason[] = []
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.push(error.reason)
      return undefined
    }
  }
  attempt(() => checkPrompt(prompt, preset, limits))
  const negativePrompt =
    readText(attempt(() => readOption(options, 'negative_prompt', z.string()))) ?? defaults.negativePrompt
  attempt(() => checkLength(negativePrompt ?? '', 'negativePromptTooLong', limits))
  const startImage = attempt(() => findAttachment(options, 'start'))
  const endImage = attempt(() => findAttachment(options, 'end'))
  if (startImage !== undefined) attempt(() => checkPicture(options.get('image')?.attachment ?? {}, 'start'))
  if (endImage !== undefined) attempt(() => checkPicture(options.get('end_image')?.attachment ?? {}, 'end'))
  if (endImage !== undefined && startImage === undefined) problems.push({ code: 'endImageWithoutStart' })
  const askedRatio = attempt(() => readOption(options, 'aspect_ratio', aspectRatio))
  const guidance = attempt(() =>
    readOption(options, 'guidance', z.number().min(0).max(1), { code: 'guidanceOutOfRange' }),
  )
  attempt(() => checkDuration(options, limits))
  const askedCuts = attempt(() => readOption(options, 'cuts', cuts))
  const request = {
    scene: { kind: 'prompt' as const, prompt },
    ...(askedCuts !== undefined && { cuts: askedCuts }),
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(startImage !== undefined && { startImage }),
    ...(endImage !== undefined && { endImage }),
    duration: duration.safeParse(options.get('duration')?.value).data ?? defaults.duration,
    aspectRatio: askedRatio ?? defaults.aspectRatio,
    ...(startImage !== undefined && askedRatio !== undefined && { ignoredAspectRatio: askedRatio }),
    quality: attempt(() => readOption(options, 'quality', quality)) ?? defaults.quality,
    sound: attempt(() => readOption(options, 'sound', z.boolean())) ?? defaults.sound,
    ...(guidance !== undefined && { guidance }),
    ...(preset !== undefined && { preset: { name: preset.name, template: preset.template, prompt: typed } }),
  }
  const isPrivate = attempt(() => readOption(options, 'private', z.boolean())) ?? defaults.isPrivate
  const [problem] = problems
  return { request, isPrivate, ...(problem !== undefined && { problem }) }
}

/** Undefined where the option was not given; a UserError where its value is not one of ours. */
export function readOption<T>(
  options: Options,
  name: string,
  schema: z.ZodType<T>,
  reason: UserErrorReason = { code: 'unknownChoice', option: name },
): T | undefined {
  const option = options.get(name)
  if (option === null) return undefined
  const parsed = schema.safeParse(option.value)
  if (!parsed.success) throw new UserError(reason)
  return parsed.data
}

function checkDuration(options: Options, limits: Limits): void {
  if (limits === undefined) {
    readOption(options, 'duration', duration)
    return
  }
  const { shortest, longest } = limits.duration
  const inRange = duration.min(shortest).max(longest)
  readOption(options, 'duration', inRange, { code: 'durationOutOfRange', shortest, longest })
}

/** Counted with everything that a preset adds to it. */
function checkPrompt(prompt: string, preset: Prepared['preset'], limits: Limits): void {
  const limit = limits?.prompt.longest ?? Number.POSITIVE_INFINITY
  const length = countCharacters(prompt)
  if (length <= limit) return
  if (preset === undefined) throw new UserError({ code: 'promptTooLong', length, limit })
  throw new UserError({ code: 'presetTooLong', preset: preset.name, length, limit })
}

function checkLength(text: string, code: 'negativePromptTooLong', limits: Limits): void {
  const limit = limits?.prompt.longest ?? Number.POSITIVE_INFINITY
  const length = countCharacters(text)
  if (length > limit) throw new UserError({ code, length, limit })
}

/** The file that is attached as this option, whatever is wrong with it. */
function findAttachment(options: Options, role: FrameRole): Attachment | undefined {
  const option = options.get(pictureOptions[role])
  return option === null ? undefined : readAttachment(option.attachment ?? {}, role)
}
