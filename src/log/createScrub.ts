export const mark = '[redacted]'

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
export function createScrub(secrets: readonly string[]): (text: string) => string {
  const spellings = [...new Set(secrets.filter((secret) => secret.length >= shortestSecret).flatMap(spell))]
  // The longest first, or a key that another one begins with would leave its end behind.
  spellings.sort((one, other) => other.length - one.length)
  return (text) => {
    const withoutKnown = spellings.reduce((rest, spelling) => rest.replaceAll(spelling, mark), text)
    return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), withoutKnown)
  }
}
