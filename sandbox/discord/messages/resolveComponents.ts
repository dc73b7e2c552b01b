import type { FileStore, SandboxAttachment } from '../cdn/fileStore.ts'
import { isObject, type JsonObject, textIn } from '../json.ts'
import { walkComponents } from '../validation/checkComponents.ts'

const reference = 'attachment://'

/** Components as Discord gives them back: every one has an id, and media have become addresses. */
export function resolveComponents(
  components: readonly JsonObject[],
  attachments: readonly SandboxAttachment[],
  files: Pick<FileStore, 'proxy'>,
): JsonObject[] {
  const copy = structuredClone([...components])
  numberComponents(copy)
  return copy.map((component) => mapMedia(component, (media) => resolveMedia(media, attachments, files)))
}

/** The same components with addresses signed anew. */
export function refreshMedia(components: readonly JsonObject[], attachments: readonly SandboxAttachment[]) {
  return components.map((component) =>
    mapMedia(component, (media) => {
      const attachment = attachments.find(({ id }) => id === media.attachment_id)
      return attachment === undefined ? media : { ...media, url: attachment.url, proxy_url: attachment.url }
    }),
  )
}

/** Gives every component without an id the next free one, in place. */
export function numberComponents(components: JsonObject[]): void {
  const placed = walkComponents(components)
  const taken = new Set(placed.map(({ component }) => component.id))
  let next = 1
  for (const { component } of placed) {
    if (typeof component.id === 'number' && component.id > 0) continue
    while (taken.has(next)) next += 1
    component.id = next
    taken.add(next)
  }
}

function mapMedia(value: JsonObject, change: (media: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapValue(key, inner, change)]))
}

function mapValue(key: string, value: unknown, change: (media: JsonObject) => JsonObject): unknown {
  if ((key === 'media' || key === 'file') && isObject(value)) return change(value)
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? mapMedia(item, change) : item))
  return isObject(value) ? mapMedia(value, change) : value
}

/** @see https://discord.com/developers/docs/components/reference#unfurled-media-item-structure */
function resolveMedia(
  media: JsonObject,
  attachments: readonly SandboxAttachment[],
  files: Pick<FileStore, 'proxy'>,
): JsonObject {
  const url = textIn(media.url)
  const loaded = { loading_state: 2, flags: 0 }
  if (!url.startsWith(reference)) return { url, proxy_url: files.proxy(url), ...loaded }
  const attachment = attachments.find(({ filename }) => filename === url.slice(reference.length))
  if (attachment === undefined) return media
  return {
    url: attachment.url,
    proxy_url: attachment.url,
    width: attachment.width ?? null,
    height: attachment.height ?? null,
    content_type: attachment.contentType ?? 'application/octet-stream',
    attachment_id: attachment.id,
    ...loaded,
  }
}
