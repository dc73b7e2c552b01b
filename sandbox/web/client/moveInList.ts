const page = 8

/**
 * Where a key leads in a list; nothing where it is no key of lists. From nowhere (-1) it leads to an end, and over an end
 * it leads to the other.
 */
export function moveInList(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return active >= last ? 0 : active + 1
    case 'ArrowUp':
      return active <= 0 ? last : active - 1
    case 'PageDown':
      return Math.min(active + page, last)
    case 'PageUp':
      return Math.max(active - page, 0)
    default:
      return undefined
  }
}
