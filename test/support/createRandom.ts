/** Fractions in [0, 1) that are the same for the same seed: mulberry32, public domain. */
export function createRandom(seed: number) {
  let state = seed >>> 0
  function fraction(): number {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** A whole number from 0 up to, but not with, the bound. */
  const below = (bound: number): number => Math.floor(fraction() * bound)
  return {
    fraction,
    below,
    pick<T>(items: readonly [T, ...T[]]): T {
      return items[below(items.length)] ?? items[0]
    },
    shuffle<T>(items: readonly T[]): T[] {
      return items
        .map((item) => ({ item, at: fraction() }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ item }) => item)
    },
  }
}
