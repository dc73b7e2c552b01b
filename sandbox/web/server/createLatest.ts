/** A map that keeps the latest entries only, in the order in which their keys came. */
export interface Latest<Key, Value> {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
  values(): Value[]
}

export function createLatest<Key, Value>(most: number): Latest<Key, Value> {
  const entries = new Map<Key, Value>()
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value)
      for (const oldest of entries.keys()) {
        if (entries.size <= most) break
        entries.delete(oldest)
      }
    },
    values: () => [...entries.values()],
  }
}
