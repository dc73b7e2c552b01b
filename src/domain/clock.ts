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
