/** Values in the order in which they are to be taken: adding, taking and removing one costs the logarithm of their number. */
interface PriorityQueue<Value> {
  readonly size: number
  /** The returned function removes the value again; it does nothing once the value was taken. */
  add(value: Value): () => void
  /** Removes and returns the first value; nothing where there is none. */
  take(): Value | undefined
}

interface Entry<Value> {
  readonly value: Value
  readonly sequence: number
  /** In the heap; -1 once it has left. */
  position: number
}

/** A binary heap whose entries know their position. Values that compare as equal are taken in the order they were added. */
export function createPriorityQueue<Value>(compare: (one: Value, other: Value) => number): PriorityQueue<Value> {
  const heap: Entry<Value>[] = []
  let added = 0

  function goesBefore(one: Entry<Value>, other: Entry<Value>): boolean {
    const difference = compare(one.value, other.value)
    return difference === 0 ? one.sequence < other.sequence : difference < 0
  }

  function place(entry: Entry<Value>, position: number): void {
    heap[position] = entry
    entry.position = position
  }

  function moveUp(entry: Entry<Value>): void {
    let position = entry.position
    while (position > 0) {
      const above = (position - 1) >> 1
      const parent = heap[above]
      if (parent === undefined || !goesBefore(entry, parent)) break
      place(parent, position)
      position = above
    }
    place(entry, position)
  }

  function moveDown(entry: Entry<Value>): void {
    let position = entry.position
    for (;;) {
      const left = heap[position * 2 + 1]
      const right = heap[position * 2 + 2]
      const child = left !== undefined && right !== undefined && goesBefore(right, left) ? right : left
      if (child === undefined || !goesBefore(child, entry)) break
      const below = child.position
      place(child, position)
      position = below
    }
    place(entry, position)
  }

  function remove(entry: Entry<Value>): void {
    const { position } = entry
    const last = heap.pop()
    entry.position = -1
    if (last === undefined || last === entry) return
    place(last, position)
    moveUp(last)
    moveDown(last)
  }

  return {
    get size() {
      return heap.length
    },
    add(value) {
      const entry = { value, sequence: added, position: heap.length }
      added += 1
      heap.push(entry)
      moveUp(entry)
      return () => {
        if (entry.position !== -1) remove(entry)
      }
    },
    take() {
      const [first] = heap
      if (first === undefined) return undefined
      remove(first)
      return first.value
    },
  }
}
