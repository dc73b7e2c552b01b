const mark = '[redacted]'

/** Shorter words would be found by chance in innocent lines. The environment refuses keys and tokens below this length. */
export const shortestSecret = 8

/**
 * What is a secret by its looks, wherever it stands, and what is left of it. Repetitions in front of something that may be
 * missing have an upper bound, so that no text takes long.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Webhook and interaction routes: whoever has the token can answer in our name.
  [/((?:webhooks|interactions)(?:\/|%2F)\d+(?:\/|%2F))[^/?#%\s"'\\<>]+/gi, `$1${mark}`],
  // The same token beside its application, as discord.js names a rate-limit bucket: `<id>/<token>`.
  [/\b(\d{15,21}[/:])[\w-]{24,}={0,2}/g, `$1${mark}`],
  // An interaction token by its beginning, "interaction:" in base64.
  [/aW50ZXJhY3Rpb2[\w+/-]*={0,2}/g, mark],
  // A bot token: user id, time and signature in base64. @see https://discord.com/developers/docs/reference#authentication
  [/[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}/g, mark],
  // A JSON web token.
  [/eyJ[\w-]{8,2000}\.[\w-]{1,4000}\.[\w-]*/g, mark],
  // A header, as text (`authorization: …`), as JSON, or as a list of names and values.
  [
    /((?:authorization|api[-_]?key)(?:\\{0,8}["']\s{0,4},\s{0,4}\\{0,8}["']|\s{0,4}(?:\\{0,8}["'])?\s{0,4}[:=]\s{0,4}\[?(?:\\{0,8}["'])?))(?!\[redacted\])[^"'\\,}\]\n]+/gi,
    `$1${mark}`,
  ],
  [/\b((?:Bearer|Bot|Basic)\s{1,4})[\w.~+/=-]{12,}/gi, `$1${mark}`],
  // The name and password in front of a host.
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/"'\\@?#]{1,500}@/gi, `$1${mark}@`],
  // Whoever has a signed address can read what it points to, and the signature may be any part of the query.
  [/(\bhttps?:\/\/[^\s"'<>\\?#]{1,2000}\?)[^\s"'<>\\#]+/gi, `$1${mark}`],
  [
    /((?:[?&;]|%3F|%26)(?:ex|is|hm|x-amz-[\w-]+|x-goog-[\w-]+|[\w-]{0,40}token|[\w-]{0,40}signature|sig|key|policy|expires)(?:=|%3D))(?:(?!%26)[^&\s"'\\<>])+/gi,
    `$1${mark}`,
  ],
  // Pictures in the text: not a secret, but the member's, and megabytes long.
  [/(\bdata:[\w.+/-]{1,100};base64,)[\w+/-]+={0,2}/g, `$1${mark}`],
]

/** Every way in which a secret may be spelled inside a line. */
function spell(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]
}

/** Takes every configured secret, and everything that looks like one, out of a text. Twice changes nothing more. */
export function createTextRedactor(secrets: readonly string[]): (text: string) => string {
  const spellings = [...new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(spell))]
  // The longest first, or a key that another one begins with would leave its end behind.
  spellings.sort((one, other) => other.length - one.length)
  return (text) => {
    const withoutKnown = spellings.reduce((rest, spelling) => rest.replaceAll(spelling, mark), text)
    return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutKnown)
  }
}

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
 * redacted first and cut afterwards, so that no half of a secret is left over.
 */
export function createRedactor(redactText: (text: string) => string): (value: unknown) => unknown {
  const write = (text: string): string => cut(redactText(text))

  function redactError(error: Error, above: readonly object[]): Record<string, unknown> {
    const kept = errorFields
      .map((field) => [field, (error as Error & Record<string, unknown>)[field]] as const)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, redactValue(value, above)])
    return {
      type: write(error.name),
      message: write(error.message),
      stack: write(String(error.stack)),
      ...Object.fromEntries(kept),
    }
  }

  function redactField([name, value]: [string, unknown], above: readonly object[]): [string, unknown] {
    const isHidden = hiddenFields.test(name) && value !== undefined
    return [redactText(name), isHidden ? mark : redactValue(value, above)]
  }

  function redactObject(object: object, above: readonly object[]): unknown {
    if (object instanceof Error) return redactError(object, above)
    if (object instanceof Date) return object
    if (object instanceof URL) return write(object.href)
    if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return `${object.byteLength} bytes`
    if (Array.isArray(object) || object instanceof Set) {
      return [...object].slice(0, longestList).map((value) => redactValue(value, above))
    }
    const fields: [string, unknown][] =
      object instanceof Map ? [...object].map(([name, value]) => [String(name), value]) : Object.entries(object)
    return Object.fromEntries(fields.map((field) => redactField(field, above)))
  }

  function redactValue(value: unknown, above: readonly object[]): unknown {
    if (typeof value === 'string') return write(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'object' || value === null) return value
    if (above.includes(value) || above.length >= deepest) return '[left out]'
    return redactObject(value, [...above, value])
  }

  return (value) => redactValue(value, [])
}
