import { isObject, textIn } from '../../discord/json.ts'

/** An emoji of a server is a picture of Discord's, so that only its name is shown. */
export function readEmoji(emoji: unknown): string {
  if (!isObject(emoji)) return ''
  return textIn(emoji.id) === '' ? textIn(emoji.name) : `:${textIn(emoji.name)}:`
}
