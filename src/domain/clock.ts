/** Time as an argument, so that tests and the sandbox can replace it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after the given milliseconds; the returned function cancels it. Never keeps the process alive by itself. */
  after(milliseconds: number, run: () => void): () => void
}

export const seconds = (count: number): number => count * 1_000
export const minutes = (count: number): number => seconds(count * 60)
export const hours = (count: number): number => minutes(count * 60)
export const days = (count: number): number => hours(count * 24)

/** Days and months of budgets are those of UTC; milliseconds since the epoch. */
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
