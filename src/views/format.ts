import { TimestampStyles, time } from 'discord.js'
import type { Texts } from './text/en.ts'

type TimeTexts = Pick<Texts, 'times' | 'writing'>

/** Discord's own relative time, which counts on by itself: `<t:1700000000:R>`. @param at milliseconds since the epoch */
export function formatRelativeTime(at: number): string {
  return time(Math.floor(at / 1_000), TimestampStyles.RelativeTime)
}

/**
 * When something becomes possible again, in the reader's own language and time zone: "in 5 hours (Friday, January 16, 2026
 * 1:00 AM)". @param at milliseconds since the epoch
 */
export function formatRenewal({ times }: TimeTexts, at: number): string {
  const date = time(Math.floor(at / 1_000), TimestampStyles.LongDateTime)
  return times.renewal({ relative: formatRelativeTime(at), date })
}

/** Up to this a time is told in seconds. */
const longestInSeconds = 90

/** `45 s`, `2 min`, `1 h 3 min`: as exactly as people say it. @param milliseconds how long something took */
export function formatElapsed({ times, writing }: TimeTexts, milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1_000))
  if (total <= longestInSeconds) return times.seconds(writing.number(total))
  const inMinutes = Math.round(total / 60)
  const minutes = times.minutes(writing.number(inMinutes % 60))
  if (inMinutes < 60) return minutes
  const hours = times.hours(writing.number(Math.floor(inMinutes / 60)))
  return inMinutes % 60 === 0 ? hours : times.joined({ larger: hours, smaller: minutes })
}

/** Up to this in whole minutes, above in steps of five. */
const longestInMinutes = 20 * 60

/**
 * A span in steps that people use, never shorter at its end than it is: `40–70 s`, `2–4 min`, `about 2 min`.
 *
 * @param from milliseconds
 * @param to milliseconds
 */
export function formatSpan({ times, writing }: TimeTexts, from: number, to: number): string {
  const longest = Math.max(to, from) / 1_000
  const isInSeconds = longest <= longestInSeconds
  const unit = isInSeconds ? 1 : 60
  const step = isInSeconds ? 10 : longest <= longestInMinutes ? 60 : 300
  const end = Math.max(Math.ceil(longest / step), 1) * step
  const begin = Math.min(Math.max(Math.round(from / 1_000 / step), 1) * step, end)
  const last = writing.number(end / unit)
  if (begin === end) return times.about(isInSeconds ? times.seconds(last) : times.minutes(last))
  const span = { from: writing.number(begin / unit), to: last }
  return isInSeconds ? times.secondsSpan(span) : times.minutesSpan(span)
}
