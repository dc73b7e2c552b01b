import type { SandboxClock } from '../clock.ts'

export interface InvalidRequestCounter {
  count(status: number): void
  /** In the last ten minutes. */
  readonly recent: number
  /** Whether Cloudflare has shut this address out. */
  readonly isBanned: boolean
}

const mostInvalidRequests = 10_000
const windowMilliseconds = 10 * 60 * 1_000

/** @see https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export function createInvalidRequestCounter({ clock }: { clock: Pick<SandboxClock, 'now'> }): InvalidRequestCounter {
  let times: number[] = []
  const forget = () => {
    times = times.filter((time) => clock.now() - time < windowMilliseconds)
  }
  return {
    count(status) {
      if (![401, 403, 429].includes(status)) return
      forget()
      times.push(clock.now())
    },
    get recent() {
      forget()
      return times.length
    },
    get isBanned() {
      return times.length > mostInvalidRequests && this.recent > mostInvalidRequests
    },
  }
}
