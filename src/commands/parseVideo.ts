import type { ChatInputCommandInteraction } from 'discord.js'
import { z } from 'zod'
import {
  type Attachment,
  aspectRatio,
  attachment,
  duration,
  longestDuration,
  promptLimit,
  quality,
  type Request,
  requestDefaults,
  shortestDuration,
} from '../domain/request.ts'
import { countCharacters, hasSomethingToSee } from '../domain/text.ts'
import { UserError, type UserErrorReason } from '../domain/userError.ts'

type Options = ChatInputCommandInteraction['options']

const unsendable = /\p{Surrogate}|(?![\n\t])\p{Cc}/gu

export interface VideoCommand {
  readonly request: Request
  /** Only the person sees it. */
  readonly isPrivate: boolean
}

/**
 * Reads the options of `/kling video`. Nothing is taken on trust: an outdated client or a raw payload may hold any value of
 * any type. Throws a UserError. Which options go together is not looked at, the catalogue decides that later.
 */
export function parseVideo(options: Options): VideoCommand {
  const prompt = readText(options.get('prompt')?.value)
  if (prompt === undefined) throw new UserError({ code: 'promptEmpty' })
  const length = countCharacters(prompt)
  if (length > promptLimit) throw new UserError({ code: 'promptTooLong', length, limit: promptLimit })
  const negativePrompt = readNegativePrompt(options)
  const startImage = readPicture(options, 'image')
  const endImage = readPicture(options, 'end_image')
  if (endImage !== undefined && startImage === undefined) throw new UserError({ code: 'endImageWithoutStart' })
  const askedRatio = readOption(options, 'aspect_ratio', aspectRatio)
  const guidance = readOption(options, 'guidance', z.number().min(0).max(1), { code: 'guidanceOutOfRange' })
  return {
    request: {
      prompt,
      ...(negativePrompt !== undefined && { negativePrompt }),
      ...(startImage !== undefined && { startImage }),
      ...(endImage !== undefined && { endImage }),
      duration: readDuration(options) ?? requestDefaults.duration,
      aspectRatio: askedRatio ?? requestDefaults.aspectRatio,
      ...(startImage !== undefined && askedRatio !== undefined && { ignoredAspectRatio: askedRatio }),
      quality: readOption(options, 'quality', quality) ?? requestDefaults.quality,
      sound: readOption(options, 'sound', z.boolean()) ?? requestDefaults.sound,
      ...(guidance !== undefined && { guidance }),
    },
    isPrivate: readOption(options, 'private', z.boolean()) ?? false,
  }
}

/** Undefined where the option was not given; a UserError where its value is not one of ours. */
function readOption<T>(
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

function readDuration(options: Options): number | undefined {
  return readOption(options, 'duration', duration, {
    code: 'durationOutOfRange',
    shortest: shortestDuration,
    longest: longestDuration,
  })
}

function readNegativePrompt(options: Options): string | undefined {
  const value = readOption(options, 'negative_prompt', z.string())
  const text = readText(value)
  const length = countCharacters(text ?? '')
  if (length > promptLimit) throw new UserError({ code: 'negativePromptTooLong', length, limit: promptLimit })
  return text
}

/** What Discord says about the file; whether it is a picture at all is found out by fetching it. */
function readPicture(options: Options, name: string): Attachment | undefined {
  const option = options.get(name)
  if (option === null) return undefined
  const described = option.attachment
  const parsed = attachment.safeParse({
    id: described?.id,
    url: described?.url,
    fileName: described?.name,
    size: described?.size,
  })
  if (!parsed.success) throw new UserError({ code: 'unknownChoice', option: name })
  return parsed.data
}

/**
 * A person's text, trimmed, without halves of characters and control codes, which no JSON API takes well. Undefined where
 * it is no text, or nothing in it can be seen.
 */
function readText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replace(/\r\n?/g, '\n').replace(unsendable, '').trim()
  return hasSomethingToSee(text) ? text : undefined
}
