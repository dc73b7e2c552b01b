/** A piece of a message's text, as Discord's client understands it. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: MarkedKind; readonly content: readonly MarkdownNode[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly MarkdownNode[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'codeBlock'; readonly text: string; readonly language: string }
  | {
      readonly kind: 'list'
      /** The number of the first item; absent in a list without numbers. */
      readonly start: number | undefined
      readonly items: readonly (readonly MarkdownNode[])[]
    }
  | { readonly kind: 'link'; readonly target: string; readonly content: readonly MarkdownNode[] }
  /** `at` in milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly at: number; readonly style: TimeStyle }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'everyone'; readonly name: 'everyone' | 'here' }
  /** `kling video` */
  | { readonly kind: 'command'; readonly name: string; readonly id: string }

const markedKinds = ['bold', 'italic', 'underlined', 'struck', 'spoiler', 'quote', 'subtext'] as const
export type MarkedKind = (typeof markedKinds)[number]

/** @see https://discord.com/developers/docs/reference#message-formatting-timestamp-styles */
export const timeStyles = ['t', 'T', 'd', 'D', 'f', 'F', 's', 'S', 'R'] as const
export type TimeStyle = (typeof timeStyles)[number]
