import { findBox } from '../../kling/video/mp4.ts'

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** `5 seconds ago`, as Discord's client writes `<t:…:R>`. Both instants in milliseconds since the epoch. */
export function describeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000)
  const [unit, size] = units.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1]
  return seconds === 0 ? 'just now' : words.format(Math.trunc(seconds / size), unit)
}

/** `0:05` */
export function formatLength(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** `312 KB` */
export function formatSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Seconds; undefined where the bytes are no MP4. @see ISO/IEC 14496-12, 8.2.2 */
export function readVideoLength(bytes: Uint8Array): number | undefined {
  try {
    const header = findBox(bytes, 'moov', 'mvhd')?.payload
    // Version 0 has 32-bit fields: creation, modification, timescale, duration.
    if (header === undefined || header[0] !== 0) return undefined
    return header.readUInt32BE(16) / header.readUInt32BE(12)
  } catch {
    return undefined
  }
}
