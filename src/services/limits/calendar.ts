import { days } from '../../domain/clock.ts'

/** All in UTC, milliseconds since the epoch. */
export function startOfDay(at: number): number {
  return Math.floor(at / days(1)) * days(1)
}

export function dayAfter(day: number): number {
  return day + days(1)
}

export function startOfMonth(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

export function monthAfter(month: number): number {
  const date = new Date(month)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}
