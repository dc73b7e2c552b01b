/** Below this a span is told in seconds. */
const longestInSeconds = 90
/** Up to this in whole minutes, above in steps of five. */
const longestInMinutes = 20 * 60

/**
 * A span in steps that people use, never shorter at its end than it is: `40-70 s`, `2-4 min`, `2 min`.
 *
 * @param from milliseconds
 * @param to milliseconds
 */
export function formatSpan(from: number, to: number): string {
  const longest = Math.max(to, from) / 1_000
  const isInSeconds = longest <= longestInSeconds
  const unit = isInSeconds ? 1 : 60
  const step = isInSeconds ? 10 : longest <= longestInMinutes ? 60 : 300
  const end = Math.max(Math.ceil(longest / step), 1) * step
  const begin = Math.min(Math.max(Math.round(from / 1_000 / step), 1) * step, end)
  const name = isInSeconds ? 's' : 'min'
  return begin === end ? `${end / unit} ${name}` : `${begin / unit}-${end / unit} ${name}`
}
