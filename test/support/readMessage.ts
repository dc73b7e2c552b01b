import type { SandboxMessage } from '../../sandbox/discord/messages/messageRecord.ts'
import { walkComponents } from '../../sandbox/discord/validation/checkComponents.ts'

export interface SeenButton {
  readonly label: string
  /** Where a link leads. */
  readonly url?: string
}

export interface SeenMedia {
  readonly url: string
  readonly isSpoiler: boolean
}

const componentTypes = { button: 2, thumbnail: 11, gallery: 12 } as const

function find(message: Pick<SandboxMessage, 'components'>, type: number): Record<string, unknown>[] {
  return walkComponents(message.components).flatMap(({ component }) => (component.type === type ? [component] : []))
}

/** The labels of the buttons, and where the links lead. */
export function seeButtons(message: Pick<SandboxMessage, 'components'>): SeenButton[] {
  return find(message, componentTypes.button).map(({ label, url }) => ({
    label: String(label),
    ...(typeof url === 'string' && { url }),
  }))
}

const way = /\[Open video\]\(<(.+?)>\)/

/** Where a finished message says that its video is: in the grey line, or on a button. */
export function seeVideoLink(message: Pick<SandboxMessage, 'components' | 'text'>): string | undefined {
  const button = seeButtons(message).find(({ url }) => url !== undefined)
  return way.exec(message.text)?.[1] ?? button?.url
}

export function seeLabels(message: Pick<SandboxMessage, 'components'>): string[] {
  return seeButtons(message).map(({ label }) => label)
}

/** What the galleries of a message show. */
export function seeGallery(message: Pick<SandboxMessage, 'components'>): SeenMedia[] {
  return find(message, componentTypes.gallery).flatMap(({ items }) =>
    (items as { media: { url: string }; spoiler?: boolean }[]).map(({ media, spoiler }) => ({
      url: media.url,
      isSpoiler: spoiler === true,
    })),
  )
}

/** The small picture beside the prompt. */
export function seeThumbnail(message: Pick<SandboxMessage, 'components'>): string | undefined {
  const [thumbnail] = find(message, componentTypes.thumbnail)
  return (thumbnail?.media as { url: string } | undefined)?.url
}

/** Everything that ever stood in the messages, as one text to search. */
export function readEverything(messages: readonly SandboxMessage[]): string {
  return JSON.stringify(
    messages.flatMap(({ history }) => history.map(({ content, components }) => [content, components])),
  )
}
