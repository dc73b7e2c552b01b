import type { Headers } from 'undici'
import { minutes, seconds } from '../../domain/clock.ts'

const shortest = seconds(1)
/** A longer wish is kept to in part: whoever asks again after this learns the rest. */
const longest = minutes(15)
/** What an HTTP date begins with; `Date.parse` makes one of nearly everything. */
const weekday = /^[a-z]{3}/i

function readWish(wish: string, headers: Headers): number {
  if (/^\d+(?:\.\d+)?$/.test(wish)) return seconds(Number(wish))
  if (!weekday.test(wish)) return Number.NaN
  // Only the server's own clock says how far away its date is.
  return Date.parse(wish) - Date.parse(headers.get('date') ?? '')
}

/**
 * How long the server wishes to be left alone, in milliseconds, within reason. Nothing where it does not say so in a way
 * that makes sense.
 *
 * @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Retry-After
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const wish = headers.get('retry-after')?.trim()
  if (wish === undefined || wish === '') return undefined
  const milliseconds = readWish(wish, headers)
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, shortest), longest)
}
