import { type APIComponentInContainer, ComponentType } from 'discord.js'
import { type Generation, isFinal } from '../../domain/generation.ts'
import { createText } from '../parts.ts'
import { statusSentences } from '../sentences/status.ts'
import { quotePrompt } from '../text/quotePrompt.ts'
import { fitsAddress, longestMediaAddress } from './fitsAddress.ts'

/** The prompt as typed, beside the start frame where there is one. */
export function renderPrompt(generation: Generation, withPrompt: boolean): APIComponentInContainer[] {
  const words = withPrompt ? quotePrompt(generation.request.prompt) : statusSentences.promptHidden
  if (words === undefined) return []
  const picture = findPicture(generation)
  if (picture === undefined) return [createText(words)]
  return [
    {
      type: ComponentType.Section,
      components: [createText(words)],
      accessory: { type: ComponentType.Thumbnail, media: { url: picture }, description: statusSentences.startImage },
    },
  ]
}

/**
 * The address of the start frame: only once the picture was checked, and only until the end. Discord deletes such
 * attachments after a while, and the last state must not depend on one.
 */
function findPicture(generation: Generation): string | undefined {
  const { frames, request } = generation
  if (frames.start === undefined || isFinal(generation)) return undefined
  const url = frames.start.source?.url ?? request.startImage?.url
  return url !== undefined && fitsAddress(url, longestMediaAddress) ? url : undefined
}
