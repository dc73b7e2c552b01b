/** Texts, numbers, and the bare words that JSON does not know. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|-?\b(?:NaN|Infinity)\b/gs
/** Bare words, and integers too long to keep their digits as a number. */
const odd = /^-?(?:[NI]|\d{16,}$)/

function quoteOdd(text: string): string {
  return text.replace(tokens, (token) => (odd.test(token) ? `"${token}"` : token))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The value of a JSON text; undefined where it is none. `NaN` and `Infinity`, which some servers write, and integers above
 * 2^53, whose last digits a number would lose, come as texts.
 */
export function parseJson(text: string): unknown {
  return parse(/\d{16}/.test(text) ? quoteOdd(text) : text) ?? parse(quoteOdd(text))
}
