const minute = 60_000

/** How far the time of the demo is ahead of the true one: `1 hour 15 minutes`; nothing where it is not. */
export function describeAhead(milliseconds: number): string | undefined {
  const minutes = Math.round(milliseconds / minute)
  if (minutes <= 0) return undefined
  const parts = [
    count(Math.floor(minutes / 1440), 'day'),
    count(Math.floor(minutes / 60) % 24, 'hour'),
    count(minutes % 60, 'minute'),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function count(amount: number, unit: string): string {
  if (amount === 0) return ''
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`
}
