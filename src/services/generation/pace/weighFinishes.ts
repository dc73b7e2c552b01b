import { type Finish, middleOf } from './finish.ts'

/** So many finishes later a finish counts half. */
const halfLife = 12
/** So many in a row beyond what was usual are no chance: the provider's speed has changed. */
const run = 3
/** Before so many are known nothing is usual yet. */
const fewest = 6
/** What finishes from before a change still count. */
const leftover = 0.03

export interface WeighedFinish {
  /** Milliseconds since the submit. */
  readonly at: number
  /** Half the width of what is known, in milliseconds. */
  readonly blur: number
  /** 1 for the newest. */
  readonly weight: number
}

function findQuantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0
}

/** Where the present speed began: the first finish after the last sudden change. */
function findChange(times: readonly number[]): number {
  let begin = 0
  for (let end = run; end <= times.length; end += 1) {
    const earlier = times.slice(begin, end - run)
    if (earlier.length < fewest) continue
    const sorted = earlier.sort((one, other) => one - other)
    const newest = times.slice(end - run, end)
    const isFaster = newest.every((time) => time < findQuantile(sorted, 0.15))
    const isSlower = newest.every((time) => time > findQuantile(sorted, 0.85))
    if (isFaster || isSlower) begin = end - run
  }
  return begin
}

/** How much each known finish (the oldest first) says about the next one. */
export function weighFinishes(finishes: readonly Finish[]): WeighedFinish[] {
  const times = finishes.map(middleOf)
  const change = findChange(times)
  return finishes.map((finish, index) => ({
    at: times[index] ?? 0,
    blur: (finish.by - finish.after) / 2,
    weight: 0.5 ** ((finishes.length - 1 - index) / halfLife) * (index < change ? leftover : 1),
  }))
}
