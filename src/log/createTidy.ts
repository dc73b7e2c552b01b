import { mark } from './createScrub.ts'

/** Never written, whatever they hold: secrets, what members typed, and bodies that repeat both. */
const hiddenFields =
  /authorization|api[-_]?key|password|secret|token$|prompt$|^(?:body|cookies?|set-cookie|headers|shots|requestBody|rawError|detail)$/i

/**
 * What is told of an error. A list of what to keep, since libraries put whole requests into their errors: discord.js the
 * sent body (`requestBody`), the answer (`rawError`) and, with a rate limit, the token (`majorParameter`).
 */
const errorFields = [
  'code',
  'status',
  'method',
  'url',
  'provider',
  'retryable',
  'ambiguous',
  'requestId',
  'reason',
  'role',
  'problem',
  'errno',
  'syscall',
  'hostname',
  'address',
  'port',
  'timeToReset',
  'global',
  'cause',
  'errors',
] as const

const deepest = 8
const longestText = 4_000
const longestList = 100

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)}… and ${text.length - longestText} more`
}

/**
 * Makes values safe and short enough to write: errors become plain objects, hidden fields lose their value, texts are
 * scrubbed first and cut afterwards, so that no half of a secret is left over.
 */
export function createTidy(scrub: (text: string) => string): (value: unknown) => unknown {
  const write = (text: string): string => cut(scrub(text))

  function tidyError(error: Error, above: readonly object[]): Record<string, unknown> {
    const kept = errorFields
      .map((field) => [field, (error as Error & Record<string, unknown>)[field]] as const)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, tidyValue(value, above)])
    return {
      type: write(error.name),
      message: write(error.message),
      stack: write(String(error.stack)),
      ...Object.fromEntries(kept),
    }
  }

  function tidyField([name, value]: [string, unknown], above: readonly object[]): [string, unknown] {
    const isHidden = hiddenFields.test(name) && value !== undefined
    return [scrub(name), isHidden ? mark : tidyValue(value, above)]
  }

  function tidyObject(object: object, above: readonly object[]): unknown {
    if (object instanceof Error) return tidyError(object, above)
    if (object instanceof Date) return object
    if (object instanceof URL) return write(object.href)
    if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return `${object.byteLength} bytes`
    if (Array.isArray(object) || object instanceof Set) {
      return [...object].slice(0, longestList).map((value) => tidyValue(value, above))
    }
    const fields: [string, unknown][] =
      object instanceof Map ? [...object].map(([name, value]) => [String(name), value]) : Object.entries(object)
    return Object.fromEntries(fields.map((field) => tidyField(field, above)))
  }

  function tidyValue(value: unknown, above: readonly object[]): unknown {
    if (typeof value === 'string') return write(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'object' || value === null) return value
    if (above.includes(value) || above.length >= deepest) return '[left out]'
    return tidyObject(value, [...above, value])
  }

  return (value) => tidyValue(value, [])
}
