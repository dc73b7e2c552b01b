export interface Sums {
  get(key: string): number
  add(key: string, amount: number): void
}

/** Whole numbers summed up by key; a key that came back to nothing takes no room. */
export function createSums(): Sums {
  const sums = new Map<string, number>()
  return {
    get: (key) => sums.get(key) ?? 0,
    add(key, amount) {
      const sum = (sums.get(key) ?? 0) + amount
      if (sum === 0) sums.delete(key)
      else sums.set(key, sum)
    },
  }
}
