import type { TimeStyle } from './markdown.ts'

const shortTime: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }
const longTime: Intl.DateTimeFormatOptions = { ...shortTime, second: '2-digit' }
const shortDate: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
const longDate: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' }
const fullDate: Intl.DateTimeFormatOptions = { ...longDate, weekday: 'long' }

/** What stands in each style, a date and a time apart. */
const styleParts: Readonly<Record<Exclude<TimeStyle, 'R'>, readonly Intl.DateTimeFormatOptions[]>> = {
  t: [shortTime],
  T: [longTime],
  d: [shortDate],
  D: [longDate],
  f: [longDate, shortTime],
  F: [fullDate, shortTime],
  s: [shortDate, shortTime],
  S: [shortDate, longTime],
}

/**
 * `<t:…>` as Discord's client writes it in American English. Both instants in milliseconds since the epoch.
 * @param timeZone the reader's own where absent
 */
export function formatTime(at: number, style: TimeStyle, now: number, timeZone?: string): string {
  if (style === 'R') return formatRelativeTime(at, now)
  return styleParts[style].map((part) => formatPart(at, part, timeZone)).join(' ')
}

/** Newer versions of Unicode's data put a narrow space before AM and PM. */
const formatPart = (at: number, part: Intl.DateTimeFormatOptions, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-US', timeZone === undefined ? part : { ...part, timeZone })
    .format(at)
    .replaceAll('\u202F', ' ')

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const year = 365.2425 * day
const month = year / 12

/** From the smallest unit on: how long it is, up to how many of it are told, and its words. */
const units = [
  { size: second, below: 60, one: '1 second', many: 'seconds' },
  { size: minute, below: 60, one: 'a minute', many: 'minutes' },
  { size: hour, below: 22, one: 'an hour', many: 'hours' },
  { size: day, below: 26, one: 'a day', many: 'days' },
  { size: month, below: 11, one: 'a month', many: 'months' },
  { size: year, below: Number.POSITIVE_INFINITY, one: 'a year', many: 'years' },
] as const

/**
 * `5 seconds ago`, `in an hour`: the words and thresholds of moment, which Discord's client uses with seconds told one by one
 * and up to 60. @see https://momentjs.com/docs/#/customization/relative-time-threshold/
 */
export function formatRelativeTime(at: number, now: number): string {
  const span = Math.abs(at - now)
  const unit = units.find(({ size, below }) => Math.round(span / size) < below) ?? units[5]
  const count = Math.max(Math.round(span / unit.size), unit.size === second ? 0 : 1)
  const words = count === 1 ? unit.one : `${count} ${unit.many}`
  return at > now ? `in ${words}` : `${words} ago`
}

const wholeDay = 24 * 60 * 60 * 1_000

/**
 * When a message was written, as it stands beside its author: `9:41 PM`, `Yesterday at 9:41 PM`, `01/15/2026 9:41 PM`.
 * @param timeZone the reader's own where absent
 */
export function formatMessageTime(at: number, now: number, timeZone?: string): string {
  const dayOf = (instant: number) => formatTime(instant, 'd', now, timeZone)
  const time = formatTime(at, 't', now, timeZone)
  if (dayOf(at) === dayOf(now)) return time
  return dayOf(at) === dayOf(now - wholeDay) ? `Yesterday at ${time}` : `${dayOf(at)} ${time}`
}

const wholeMinute = 60_000

/** How far the time of the demo is ahead of the true one: `1 hour 15 minutes`; nothing where it is not. */
export function describeAhead(milliseconds: number): string | undefined {
  const minutes = Math.round(milliseconds / wholeMinute)
  if (minutes <= 0) return undefined
  const parts = [
    countUnits(Math.floor(minutes / 1440), 'day'),
    countUnits(Math.floor(minutes / 60) % 24, 'hour'),
    countUnits(minutes % 60, 'minute'),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function countUnits(amount: number, unit: string): string {
  if (amount === 0) return ''
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`
}
