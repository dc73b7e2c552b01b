import { seconds } from '../../../domain/clock.ts'

export const longestLeeway = seconds(2)

/** How much earlier than planned a check may come along with others, in milliseconds, where one request carries many. */
export function findLeeway(delay: number): number {
  return Math.min(delay / 2, longestLeeway)
}
