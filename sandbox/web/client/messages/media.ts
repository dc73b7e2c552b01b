import { isObject, type JsonObject, numberIn, objectsIn, textIn } from '../../../discord/json.ts'
import { selectTypes } from '../selects.ts'

export type MediaKind = 'picture' | 'video' | 'audio' | 'other'

/** A picture or video as Discord's API gives it, in an unfurled media item or an attachment. */
export interface Media {
  readonly kind: MediaKind
  /** Where the file is. */
  readonly url: string
  readonly width: number | undefined
  readonly height: number | undefined
}

const endings: readonly (readonly [MediaKind, RegExp])[] = [
  ['picture', /\.(?:png|jpe?g|gif|webp|avif|bmp)$/i],
  ['video', /\.(?:mp4|webm|mov|m4v)$/i],
  ['audio', /\.(?:mp3|ogg|wav|m4a|flac)$/i],
]

/** Only the web's own addresses are followed. */
export const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address)

/** An address without the signature that Discord renews. */
export const pathOf = (address: string): string => address.replace(/[?#].*$/, '')

/** @see https://discord.com/developers/docs/components/reference#unfurled-media-item-structure */
export function readMedia(value: unknown): Media | undefined {
  const media = isObject(value) ? value : {}
  const url = [textIn(media.proxy_url), textIn(media.url)].find(isWebAddress)
  if (url === undefined) return undefined
  return { kind: kindOf(media, url), url, width: size(media.width), height: size(media.height) }
}

const size = (value: unknown): number | undefined => (numberIn(value) > 0 ? numberIn(value) : undefined)

function kindOf({ content_type: contentType, url: source }: JsonObject, url: string): MediaKind {
  const type = textIn(contentType)
  if (type.startsWith('image/')) return 'picture'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  const paths = [pathOf(textIn(source)), pathOf(url)]
  return endings.find(([, ending]) => paths.some((path) => ending.test(path)))?.[0] ?? 'other'
}

/** `frame.png` */
export function nameFile(address: string): string {
  const name = pathOf(address).split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(name) || 'file'
  } catch {
    return name
  }
}

const drawnTypes = new Set([1, 2, 9, 10, 11, 12, 13, 14, 17, ...selectTypes])

/** The types of components that a message has and the page does not draw, each once. */
export function findUnknownTypes(components: unknown): readonly unknown[] {
  return [...new Set(objectsIn(components).flatMap(typesIn))].filter((type) => !drawnTypes.has(Number(type)))
}

const typesIn = (component: JsonObject): unknown[] => [
  component.type,
  ...objectsIn(component.components).flatMap(typesIn),
  ...(isObject(component.accessory) ? typesIn(component.accessory) : []),
]
