import { type APIMediaGalleryComponent, ComponentType } from 'discord.js'
import type { MessageFile, StatusOptions } from '../domain/contracts/delivery.ts'
import type { Generation } from '../domain/generation.ts'
import { headlineOf } from '../domain/preset.ts'
import { isSucceeded } from '../domain/stateMachine.ts'
import { formatRelativeTime } from './format.ts'
import { describePlainly } from './promptText.ts'
import type { Texts } from './text/en.ts'

export interface RenderedResult {
  readonly gallery: readonly APIMediaGalleryComponent[]
  /** Grey lines. */
  readonly notes: readonly string[]
  readonly files: readonly MessageFile[]
  /** Where it can be opened. */
  readonly link?: string
}

/** Travels with the file to whoever it is passed on to: neither the prompt nor the id, which opens a generation to buttons. */
const nameUpload = (number?: number) => (number === undefined ? 'kling-video.mp4' : `kling-video-${number}.mp4`)

/** What the players of Discord show as a black box, or not at all, by the name that the file gives and the one that people know. */
const unplayableCodecs: Readonly<Record<string, string>> = { hevc: 'HEVC (H.265)', av1: 'AV1' }

/** @see https://discord.com/developers/docs/components/reference#button-button-structure */
export const longestButtonAddress = 512
/** @see https://discord.com/developers/docs/components/reference#unfurled-media-item-structure */
export const longestMediaAddress = 2_048

const nothing: RenderedResult = { gallery: [], notes: [], files: [] }

/**
 * The video itself, the way to its file, and how long that way is open. Nothing where it must not be shown here.
 * `linkLifetime`: how long its provider serves the result, in milliseconds, where that is known. `number`: which one it is, where
 * its message shows several.
 */
export function renderResult(
  texts: Texts,
  generation: Generation,
  options: StatusOptions,
  linkLifetime: number | undefined,
  number?: number,
): RenderedResult {
  if (!isSucceeded(generation)) return nothing
  const { result } = generation
  const showing = findShowing(generation, options.isPrivate)
  if (showing === 'withheld' || showing === 'hidden') return nothing

  const unplayable = unplayableCodecs[result.codec ?? '']
  const description = describeVideo(texts, options.withPrompt ? headlineOf(generation.request) : '')
  const upload =
    options.video === 'upload' && unplayable === undefined ? createUpload(generation, description, number) : undefined
  const { uploadedUrl } = generation.delivery
  const address = uploadedUrl ?? result.url
  const shown = upload === undefined ? address : `attachment://${upload.name}`
  const canShow = unplayable === undefined && (upload !== undefined || fitsAddress(address, longestMediaAddress))
  return {
    gallery: canShow ? [createGallery(shown, description, showing === 'covered')] : [],
    notes: [
      ...(unplayable === undefined ? [] : [texts.result.unplayable(unplayable)]),
      // What was uploaded stays.
      ...(upload === undefined && uploadedUrl === undefined ? describeLink(texts, generation, linkLifetime) : []),
    ],
    files: upload === undefined ? [] : [upload],
    ...(fitsAddress(result.url, longestMediaAddress) && { link: result.url }),
  }
}

function describeVideo({ result }: Texts, prompt: string): string {
  const words = describePlainly(prompt)
  return words === '' ? result.alternativeTextWithoutPrompt : result.alternativeText(words)
}

function createUpload(
  { id, result }: Generation,
  description: string,
  number: number | undefined,
): MessageFile | undefined {
  if (result?.hash === undefined) return undefined
  const whose = number !== undefined && { generationId: id }
  return { name: nameUpload(number), hash: result.hash, description, ...whose }
}

function createGallery(url: string, description: string, spoiler: boolean): APIMediaGalleryComponent {
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url }, description, ...(spoiler && { spoiler }) }],
  }
}

function describeLink(texts: Texts, { result, finishedAt }: Generation, lifetime: number | undefined): string[] {
  const { linkExpires, linkLimited, notKept } = texts.result
  const isKnown = lifetime !== undefined && finishedAt !== undefined
  return [
    isKnown ? linkExpires(formatRelativeTime(finishedAt + lifetime)) : linkLimited,
    ...(result?.hash === undefined ? [notKept] : []),
  ]
}

/** `covered`: behind a spoiler. `withheld`, and `hidden` by its owner or a moderator: not in this message at all. */
type Showing = 'open' | 'covered' | 'withheld' | 'hidden'

/**
 * How a result may be shown: one that the provider marked as sensitive only behind a spoiler, and only where the channel
 * is age-restricted or nobody but the owner reads along.
 */
export function findShowing(
  { result, origin, abandonedAt }: Pick<Generation, 'result' | 'origin' | 'abandonedAt'>,
  isPrivate: boolean,
): Showing {
  if (abandonedAt !== undefined && !isPrivate) return 'hidden'
  if (result?.notSafeForWork !== true) return 'open'
  const isAlone = isPrivate || origin.ephemeral || origin.context === 1
  return isAlone || origin.ageRestricted ? 'covered' : 'withheld'
}

/** Whether Discord takes the address there. One that it refuses would keep the whole message from being shown. */
export function fitsAddress(address: string, longest: number): boolean {
  return address.length <= longest && /^https?:\/\//.test(address) && URL.canParse(address)
}
