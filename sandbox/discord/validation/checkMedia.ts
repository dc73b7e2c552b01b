import { componentTypes } from '../flags.ts'
import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'
import { type FormError, type FormPath, formError } from './formError.ts'

const reference = 'attachment://'

/** Media must be a file of this very message, or lie at a web address; a File must be of the message. */
export function checkMedia(component: JsonObject, path: FormPath, fileNames: readonly string[]): FormError[] {
  const check = (holder: unknown, place: FormPath, onlyFiles = false) =>
    checkUrl(isObject(holder) ? textIn(holder.url) : '', [...place, 'url'], fileNames, onlyFiles)
  switch (component.type) {
    case componentTypes.mediaGallery:
      return objectsIn(component.items).flatMap((item, index) => check(item.media, [...path, 'items', index, 'media']))
    case componentTypes.thumbnail:
      return [...check(component.media, [...path, 'media']), ...checkThumbnail(component, path)]
    case componentTypes.file:
      return check(component.file, [...path, 'file'], true)
    default:
      return []
  }
}

function checkUrl(url: string, path: FormPath, fileNames: readonly string[], onlyFiles: boolean): FormError[] {
  if (url.startsWith(reference)) {
    if (fileNames.includes(url.slice(reference.length))) return []
    const message = `Referenced attachment not found: ${url}`
    return [formError(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', message)]
  }
  if (!onlyFiles && /^https?:\/\//.test(url)) return []
  const schemes = onlyFiles ? '("attachment",)' : '("http", "https", "attachment")'
  return [formError(path, 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of ${schemes}.`)]
}

/** @see https://discord.com/developers/docs/components/reference#thumbnail (images only, no videos) */
function checkThumbnail(component: JsonObject, path: FormPath): FormError[] {
  const url = isObject(component.media) ? textIn(component.media.url) : ''
  if (!/\.(mp4|webm|mov|qt)(\?|$)/i.test(url)) return []
  return [formError([...path, 'media', 'url'], 'THUMBNAIL_NOT_AN_IMAGE', 'A thumbnail shows pictures, not videos.')]
}
