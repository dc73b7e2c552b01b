import type { ChatInputCommandInteraction } from 'discord.js'
import { z } from 'zod'
import { type Catalogue, findLimits } from '../domain/models.ts'
import type { Choices, VideoDefaults } from '../domain/preferences.ts'
import { fillTemplate, type Preset } from '../domain/preset.ts'
import {
  type Attachment,
  aspectRatio,
  cuts,
  duration,
  type FrameRole,
  type Quality,
  quality,
  type Request,
  type Shot,
  variants,
} from '../domain/request.ts'
import { findShotLimits, readShots } from '../domain/storyboard.ts'
import { countCharacters, readText } from '../domain/text.ts'
import { UserError, type UserErrorReason } from '../domain/userError.ts'
import { checkPicture, pictureOptions, readAttachment } from '../interactions/attachment.ts'
import type { Services } from '../interactions/handler.ts'

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

/** As the option has it: what the request says, or that the person says where the cuts are. */
const askedCuts = z.enum([...cuts.options, 'mine'])
export type AskedCuts = z.infer<typeof askedCuts>

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
export function parseVideo(
  options: Options,
  providers: Catalogue,
  prepared: Prepared,
): VideoCommand & { readonly shots?: readonly Shot[]; readonly asked?: { readonly duration?: number | undefined } } {
  const { preset } = prepared
  const typed = readText(options.get('prompt')?.value)
  if (typed === undefined) throw new UserError({ code: 'promptEmpty' })
  const prompt = preset === undefined ? typed : fillTemplate(preset.template, typed)
  const { isMine, ...parsed } = parseOptions(options, providers, prepared, { prompt, typed })
  const { request } = parsed
  const isOpen = request.cuts === undefined && findShotLimits(providers) !== undefined
  const read = isOpen ? readShots(prompt) : undefined
  const shots = read ?? (isMine ? [{ prompt, duration: request.duration }] : undefined)
  const asked = { duration: findTypedDuration(options) }
  return { ...parsed, ...(shots !== undefined && { shots, ...(!isMine && { asked }) }) }
}

/** Reads the options of `/kling storyboard` in the same way. Words without `[3s]` are one shot; none are none. */
export function parseStoryboard(
  options: Options,
  providers: Catalogue,
  prepared: Pick<Prepared, 'defaults'>,
): VideoCommand & { readonly shots: readonly Shot[] } {
  const typed = readText(options.get('shots')?.value)
  const { isMine, ...parsed } = parseOptions(options, providers, prepared, { prompt: typed ?? '' })
  const { duration } = parsed.request
  const shots = typed === undefined ? [] : (readShots(typed) ?? [{ prompt: typed, duration }])
  return { ...parsed, shots }
}

const findTypedDuration = (options: Options) => duration.safeParse(options.get('duration')?.value).data

/** Without them nothing begins, since a video that was to be private might be public; what was typed is quoted nevertheless. */
export async function readChoices(
  { preferences, servers }: Pick<Services, 'preferences' | 'servers'>,
  asker: Parameters<Services['preferences']['choicesFor']>[0],
): Promise<{ chosen: readonly Choices[]; allowed: readonly Quality[]; reason?: UserErrorReason }> {
  try {
    const [chosen, allowed] = await Promise.all([preferences.choicesFor(asker), servers.qualitiesIn(asker.guildId)])
    return { chosen, allowed }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { chosen: [], allowed: [], reason: error.reason }
  }
}

function parseOptions(
  options: Options,
  providers: Catalogue,
  { defaults, preset }: Prepared,
  { prompt, typed }: { readonly prompt: string; readonly typed?: string },
): VideoCommand & { readonly isMine: boolean } {
  const limits = findLimits(providers.flatMap(({ models }) => models))
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
  // Shots have limits of their own, and are looked at on their card.
  if (typed !== undefined) attempt(() => checkPrompt(prompt, preset, limits))
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
  const wanted = attempt(() => readOption(options, 'cuts', askedCuts))
  const count = attempt(() => readOption(options, 'variants', variants)) ?? 1
  const request = {
    scene: { kind: 'prompt' as const, prompt },
    ...(wanted !== undefined && wanted !== 'mine' && { cuts: wanted }),
    ...(negativePrompt !== undefined && { negativePrompt }),
    ...(startImage !== undefined && { startImage }),
    ...(endImage !== undefined && { endImage }),
    duration: findTypedDuration(options) ?? defaults.duration,
    aspectRatio: askedRatio ?? defaults.aspectRatio,
    ...(startImage !== undefined && askedRatio !== undefined && { ignoredAspectRatio: askedRatio }),
    quality: attempt(() => readOption(options, 'quality', quality)) ?? defaults.quality,
    sound: attempt(() => readOption(options, 'sound', z.boolean())) ?? defaults.sound,
    ...(guidance !== undefined && { guidance }),
    ...(count > 1 && { variants: count }),
    ...(preset !== undefined &&
      typed !== undefined && { preset: { name: preset.name, template: preset.template, prompt: typed } }),
  }
  const isPrivate = attempt(() => readOption(options, 'private', z.boolean())) ?? defaults.isPrivate
  const [problem] = problems
  return { request, isPrivate, isMine: wanted === 'mine', ...(problem !== undefined && { problem }) }
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
