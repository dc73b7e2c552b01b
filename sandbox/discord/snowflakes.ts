import type { SandboxClock } from '../clock.ts'

export interface Snowflakes {
  /** A new id, larger than every one before. */
  next(): string
}

const epoch = 1_420_070_400_000
/** Ids must have 17 to 19 digits, else discord.js sorts the route into the wrong rate-limit bucket. */
const earliest = 60 * 24 * 60 * 60 * 1_000

/** Ids that carry their creation time. @see https://discord.com/developers/docs/reference#snowflakes */
export function createSnowflakes({ clock }: { clock: Pick<SandboxClock, 'now'> }): Snowflakes {
  let last = 0n
  return {
    next() {
      const fromTime = BigInt(Math.max(Math.floor(clock.now()) - epoch, earliest)) << 22n
      last = fromTime > last ? fromTime : last + 1n
      return last.toString()
    },
  }
}
