import { isObject } from '../../discord/json.ts'

/** Makes texts and bodies fit to be looked at. */
export interface Veil {
  /** Without secrets, and not endless. */
  text(text: string): string
  value(value: unknown): unknown
}

/** A prompt is shown whole, whatever it is. */
const longestText = 4_000
const dataUri = /data:([\w/+.-]+);base64,[A-Za-z0-9+/=_-]+/g
const longWord = 200

export function createVeil(secrets: readonly string[]): Veil {
  function text(given: string): string {
    let shown = given.replaceAll(dataUri, (uri, type) => `data:${type};base64,… (${uri.length} characters)`)
    for (const secret of secrets) shown = shown.replaceAll(secret, '…')
    return shown.length > longestText ? `${shown.slice(0, longWord)}… (${shown.length} characters)` : shown
  }

  function value(given: unknown): unknown {
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(value)
    if (!isObject(given)) return given
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, value(inner)]))
  }

  return { text, value }
}
