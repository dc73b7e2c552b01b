/** The most requests that fell into any window of so many milliseconds. */
export function findPeak(requests: readonly { readonly at: number }[], milliseconds: number): number {
  const times = requests.map(({ at }) => at).sort((one, other) => one - other)
  let first = 0
  let peak = 0
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= milliseconds) first += 1
    peak = Math.max(peak, index - first + 1)
  }
  return peak
}
