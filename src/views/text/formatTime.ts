import { TimestampStyles, time } from 'discord.js'

/** Discord's own relative time, which counts on by itself: `<t:1700000000:R>`. @param at milliseconds since the epoch */
export function formatRelativeTime(at: number): string {
  return time(Math.floor(at / 1_000), TimestampStyles.RelativeTime)
}

/**
 * When something becomes possible again, in the reader's own language and time zone: "in 5 hours (Friday, January 16, 2026
 * 1:00 AM)". @param at milliseconds since the epoch
 */
export function formatRenewal(at: number): string {
  return `${formatRelativeTime(at)} (${time(Math.floor(at / 1_000), TimestampStyles.LongDateTime)})`
}

/** `45 s`, `2 min 5 s`, `1 h 3 min`. @param milliseconds how long something took */
export function formatElapsed(milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1_000))
  const hours = Math.floor(total / 3_600)
  const minutes = Math.floor((total % 3_600) / 60)
  const seconds = total % 60
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`
  if (minutes > 0) return seconds === 0 ? `${minutes} min` : `${minutes} min ${seconds} s`
  return `${seconds} s`
}
