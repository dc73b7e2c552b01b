import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SandboxClock } from '../clock.ts'

export interface UrlSigner {
  sign(path: string): string
  /** Whether `ex`, `is` and `hm` belong to the path and have not expired. */
  isValid(path: string, query: URLSearchParams): boolean
}

/** @see https://discord.com/developers/docs/reference#signed-attachment-cdn-urls */
export function createUrlSigner(dependencies: {
  baseUrl: string
  clock: Pick<SandboxClock, 'now'>
  lifetimeMilliseconds: number
}): UrlSigner {
  const { baseUrl, clock, lifetimeMilliseconds } = dependencies
  const secret = randomBytes(32)
  const seal = (path: string, expires: string, issued: string) =>
    createHmac('sha256', secret).update(`${path}\n${expires}\n${issued}`).digest('hex')
  return {
    sign(path) {
      const now = clock.now()
      const issued = Math.floor(now / 1_000).toString(16)
      const expires = Math.floor((now + lifetimeMilliseconds) / 1_000).toString(16)
      return `${baseUrl}${path}?ex=${expires}&is=${issued}&hm=${seal(path, expires, issued)}&`
    },
    isValid(path, query) {
      const expires = query.get('ex') ?? ''
      const expected = Buffer.from(seal(path, expires, query.get('is') ?? ''))
      const given = Buffer.from(query.get('hm') ?? '')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      return Number.parseInt(expires, 16) * 1_000 > clock.now()
    },
  }
}
