import { type APIComponentInContainer, type APIMediaGalleryComponent, ComponentType } from 'discord.js'
import { days } from '../../domain/clock.ts'
import type { StatusOptions } from '../../domain/contracts/delivery.ts'
import type { Generation, Result } from '../../domain/generation.ts'
import type { MessageFile } from '../../domain/message.ts'
import { createText } from '../parts.ts'
import { resultSentences } from '../sentences/result.ts'
import { describePlainly } from '../text/quotePrompt.ts'
import { findShowing } from './findShowing.ts'
import { fitsAddress, longestButtonAddress, longestMediaAddress } from './fitsAddress.ts'

export interface RenderedResult {
  readonly gallery: readonly APIComponentInContainer[]
  readonly notes: readonly APIComponentInContainer[]
  readonly files: readonly MessageFile[]
  /** For a link button. */
  readonly link?: string
}

/** Travels with the file to whoever it is passed on to: neither the prompt nor the id, which opens a generation to buttons. */
const uploadName = 'kling-video.mp4'

/** What the players of Discord show as a black box, or not at all, by the name that the file gives and the one that people know. */
const unplayableCodecs: Readonly<Record<string, string>> = { hevc: 'HEVC (H.265)', av1: 'AV1' }

const nothing: RenderedResult = { gallery: [], notes: [], files: [] }

/** The video itself, the way to its file, and how long that way is open. Nothing where it must not be shown here. */
export function renderResult(
  generation: Generation,
  options: StatusOptions,
  linkLifetime: number | undefined,
): RenderedResult {
  const { result } = generation
  if (generation.state !== 'succeeded' || result === undefined) return nothing
  const showing = findShowing(generation, options.isPrivate)
  if (showing === 'withheld') return nothing

  const unplayable = unplayableCodecs[result.codec ?? '']
  const description = describeVideo(options.withPrompt ? generation.request.prompt : '')
  const upload = options.video === 'upload' && unplayable === undefined ? createUpload(result, description) : undefined
  const address = generation.delivery.uploadedUrl ?? result.url
  const shown = upload === undefined ? address : `attachment://${upload.name}`
  const canShow = unplayable === undefined && (upload !== undefined || fitsAddress(address, longestMediaAddress))
  const canLink = fitsAddress(result.url, longestButtonAddress)
  return {
    gallery: canShow ? [createGallery(shown, description, showing === 'covered')] : [],
    notes: [
      createText(
        [
          ...(unplayable === undefined ? [] : [resultSentences.unplayable(unplayable)]),
          ...(canLink ? [] : describeLongLink(result)),
          ...describeLink(result, linkLifetime),
        ].join('\n'),
      ),
    ],
    files: upload === undefined ? [] : [upload],
    ...(canLink && { link: result.url }),
  }
}

function describeVideo(prompt: string): string {
  const words = describePlainly(prompt)
  return words === '' ? resultSentences.alternativeTextWithoutPrompt : resultSentences.alternativeText(words)
}

function createUpload(result: Result, description: string): MessageFile | undefined {
  return result.hash === undefined ? undefined : { name: uploadName, hash: result.hash, description }
}

function createGallery(url: string, description: string, spoiler: boolean): APIMediaGalleryComponent {
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url }, description, ...(spoiler && { spoiler }) }],
  }
}

/** Signed addresses may be longer than a button takes; text takes them. */
function describeLongLink(result: Result): string[] {
  return fitsAddress(result.url, longestMediaAddress) ? [resultSentences.longLink(result.url)] : []
}

function describeLink(result: Result, lifetime: number | undefined): string[] {
  return [describeLifetime(lifetime), ...(result.hash === undefined ? [resultSentences.notKept] : [])]
}

function describeLifetime(lifetime: number | undefined): string {
  if (lifetime === undefined) return resultSentences.linkLimited
  const count = Math.floor(lifetime / days(1))
  return count === 1 ? resultSentences.linkOneDay : resultSentences.linkDays(count)
}
