/** The smallest value that so many per cent of all are not above (nearest rank). Throws where there is none. */
export function computePercentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]
  if (value === undefined) throw new Error('There is nothing to take a percentile of')
  return value
}
