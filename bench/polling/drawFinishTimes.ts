/** A small seeded generator of numbers in [0, 1): mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface FinishTimes {
  readonly count: number
  readonly seed: number
  /** Milliseconds. */
  readonly median: number
  /** Standard deviation of the logarithm. */
  readonly spread: number
  /** So many of a hundred take `slower.from` to `slower.to` times as long. */
  readonly slower: { readonly percent: number; readonly from: number; readonly to: number }
  /** From the middle on everything takes so many times as long. */
  readonly shift: number
}

/**
 * What others saw of 1080p renders: "90-200 s", and of 720p ones "45-90 s, peak 150". The range is taken as the middle nine
 * tenths of a log-normal, the peak as a tail of its own, up to two and a half times the usual.
 */
export const usualFinishTimes: Omit<FinishTimes, 'seed'> = {
  count: 200,
  median: 134_000,
  spread: 0.24,
  slower: { percent: 4, from: 1.5, to: 2.5 },
  shift: 1.5,
}

function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** How long each render takes, in milliseconds: log-normal with a heavy tail, and a shift half-way. */
export function drawFinishTimes({ count, seed, median, spread, slower, shift }: FinishTimes): number[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const usual = median * Math.exp(spread * drawNormal(random))
    const chance = random()
    const share = random()
    const factor = chance * 100 < slower.percent ? slower.from + share * (slower.to - slower.from) : 1
    return Math.round(usual * factor * (index >= count / 2 ? shift : 1))
  })
}
