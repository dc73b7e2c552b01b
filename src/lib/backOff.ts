/** Milliseconds: the first pause, and the longest. */
export interface BackOff {
  readonly first: number
  readonly longest: number
}

/**
 * How long to wait after `failures` failures in a row, in milliseconds: doubling from `first` up to `longest`, up to a quarter
 * less by chance (`fraction` in [0, 1)), so that many waiting ones do not come back together.
 */
export function computeBackOff({ first, longest }: BackOff, failures: number, fraction: number): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 30)
  const whole = Math.min(longest, first * 2 ** doublings)
  return Math.round(whole * (1 - fraction / 4))
}
