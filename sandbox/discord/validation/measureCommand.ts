import { isObject, type JsonObject, objectsIn, textIn } from '../json.ts'

export const mostCommandCharacters = 8_000

/**
 * The characters of all names, descriptions and values; of a localized field the longest form counts.
 * @see https://discord.com/developers/docs/interactions/application-commands#application-command-object-maximum-values
 */
export function measureCommand(part: JsonObject): number {
  const own = longest(part, 'name') + longest(part, 'description') + textIn(part.value).length
  const inner = [...objectsIn(part.options), ...objectsIn(part.choices)]
  return inner.reduce((sum, each) => sum + measureCommand(each), own)
}

function longest(part: JsonObject, field: string): number {
  const localized = part[`${field}_localizations`]
  const forms = isObject(localized) ? Object.values(localized) : []
  return Math.max(...[part[field], ...forms].map((form) => textIn(form).length))
}
