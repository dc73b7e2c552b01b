import { formatTime } from './formatTime.ts'

const day = 24 * 60 * 60 * 1_000

/**
 * When a message was written, as it stands beside its author: `9:41 PM`, `Yesterday at 9:41 PM`, `01/15/2026 9:41 PM`.
 * @param timeZone the reader's own where absent
 */
export function formatMessageTime(at: number, now: number, timeZone?: string): string {
  const dayOf = (instant: number) => formatTime(instant, 'd', now, timeZone)
  const time = formatTime(at, 't', now, timeZone)
  if (dayOf(at) === dayOf(now)) return time
  return dayOf(at) === dayOf(now - day) ? `Yesterday at ${time}` : `${dayOf(at)} ${time}`
}
