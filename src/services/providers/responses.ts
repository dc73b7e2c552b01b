import { fromDollars } from '../../domain/money.ts'

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

/** What Cloudflare calls itself in its own JSON, which it answers to clients that accept nothing else. */
const challengeKeys = ['cloudflare_error', 'ray_id', 'cf_ray', 'cf-ray']

/**
 * Whether something in front of the API answered in its place: a challenge to robots, a proxy, a page for browsers. The
 * API answers in JSON objects.
 *
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
 */
export function isForeignResponse({ json }: { readonly json: unknown }): boolean {
  if (typeof json !== 'object' || json === null) return true
  return challengeKeys.some((key) => Object.hasOwn(json, key))
}

/** Keys under which error bodies say what went wrong. Others are left alone: they may echo the request. */
const tellingKeys = ['code', 'type', 'error_code', 'error_message', 'message', 'msg', 'error', 'detail', 'reason']

/**
 * The words of an error of unknown shape: a string, an object, a list of objects, or any of these inside each other.
 * Empty where there are none.
 */
export function readErrorText(error: unknown, depth = 0): string {
  if (typeof error === 'string') return error
  if (typeof error === 'number') return String(error)
  if (typeof error !== 'object' || error === null || depth > 4) return ''
  const parts = Array.isArray(error)
    ? error
    : tellingKeys.filter((key) => Object.hasOwn(error, key)).map((key) => (error as Record<string, unknown>)[key])
  return parts
    .map((part) => readErrorText(part, depth + 1))
    .filter((part) => part !== '')
    .join(': ')
}

/**
 * Every text a person wrote that a body carries, found by the keys it goes under. What a provider says about the body
 * may quote it.
 */
export function listPrompts(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return []
  if (Array.isArray(body)) return body.flatMap(listPrompts)
  return Object.entries(body).flatMap(([key, value]) =>
    typeof value === 'string' && /prompt/i.test(key) ? [value] : listPrompts(value),
  )
}

const longestDetail = 300

/** A text of a provider without what a person wrote: it may be quoted, and says nothing of the provider's. */
export function redactPrompts(text: string, prompts: readonly string[] = []): string {
  // The longest first, so that no part of one is left over when another one is contained in it.
  const hidden = [...prompts].filter((prompt) => prompt !== '').sort((a, b) => b.length - a.length)
  return hidden.reduce((cleaned, prompt) => cleaned.replaceAll(prompt, '[prompt]'), text)
}

/**
 * What a provider said, made fit for the log: without addresses (they may be signed), pictures and the given prompts,
 * and short.
 */
export function cleanDetail(text: string, prompts: readonly string[] = []): string {
  return redactPrompts(text, prompts)
    .replace(/data:[^\s"']+/gi, '[data]')
    .replace(/https?:\/\/[^\s"'<>]+/gi, '[link]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestDetail)
}

/** `0.63`, `$0.63`, `0.63 USD` */
const dollarText = /^\$?\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?:USD)?$/i

function readDollars(reported: unknown): number {
  if (typeof reported === 'number') return reported
  if (typeof reported === 'string') return Number(dollarText.exec(reported.trim())?.[1])
  if (typeof reported === 'object' && reported !== null && 'amount' in reported) return readDollars(reported.amount)
  return Number.NaN
}

/**
 * An amount of dollars as a provider reports it (a number, a text, or an object with an `amount`) in micro-dollars, however
 * odd: whether it can be true is for others to judge. NaN where it is no amount; nothing where none is reported.
 */
export function readCost(reported: unknown): number | undefined {
  if (reported === undefined || reported === null || reported === '') return undefined
  const dollars = readDollars(reported)
  // What rounds to nothing was not reported as nothing.
  return fromDollars(dollars) || (dollars === 0 ? 0 : Math.sign(dollars))
}
