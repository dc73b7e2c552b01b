import type { Renderer } from '../../../../src/domain/contracts/delivery.ts'
import { joinPrompts } from '../../../../src/domain/request.ts'

/** Draws just enough to tell messages apart. */
export const plainRenderer: Renderer = {
  status(generation, { position, video, withPrompt, isPrivate }) {
    const text = [
      generation.state,
      ...(generation.overdueSince === undefined ? [] : ['overdue']),
      ...(generation.cancelRequestedAt === undefined ? [] : ['cancelling']),
      ...(position === undefined ? [] : [`position ${position}`]),
      ...(withPrompt ? [joinPrompts(generation.request)] : []),
      ...(isPrivate ? ['private'] : []),
      ...(generation.result === undefined ? [] : [video]),
    ].join(' · ')
    const hash = video === 'upload' ? generation.result?.hash : undefined
    return {
      body: { flags: 32_768, allowed_mentions: { parse: [] }, components: [{ type: 10, content: text }] },
      files: hash === undefined ? [] : [{ name: 'kling-video.mp4', hash, description: 'The video' }],
    }
  },
  notification([notice, ...others]) {
    if (notice === undefined || notice.generation.state === 'cancelled') return undefined
    const { origin } = notice.generation
    const links = [notice, ...others].map(({ generation }) => `(/${generation.origin.messageId})`)
    const content = `<@${origin.userId}> ready${others.length === 0 ? '' : links.join('')}`
    return { body: { flags: 32_768, components: [{ type: 10, content }] }, files: [] }
  },
  directNotice({ generation }) {
    if (generation.state === 'cancelled') return undefined
    const content = `ready (/${generation.origin.messageId})`
    return { body: { flags: 32_768, components: [{ type: 10, content }] }, files: [] }
  },
}

/** The text of a drawn body. */
export function readText(body: unknown): string {
  const { components } = body as { components: { content: string }[] }
  return components.map(({ content }) => content).join('\n')
}
