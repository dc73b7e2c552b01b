import { isObject } from '../json.ts'
import { type FormError, formError } from './formError.ts'

/** @see https://discord.com/developers/docs/resources/message#allowed-mentions-object */
export function checkAllowedMentions(allowedMentions: unknown): FormError[] {
  if (!isObject(allowedMentions)) return []
  const parsed = Array.isArray(allowedMentions.parse) ? allowedMentions.parse : []
  return (['users', 'roles'] as const).flatMap((kind) => {
    const listed = allowedMentions[kind]
    if (!parsed.includes(kind) || !Array.isArray(listed) || listed.length === 0) return []
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
    return [formError(['allowed_mentions'], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)]
  })
}
