import type { ProviderErrorCode } from '../../domain/contracts/provider.ts'

export interface Trouble {
  readonly code: ProviderErrorCode
  /** Whether a submit may have been accepted all the same. */
  readonly ambiguous: boolean
}

/**
 * What an HTTP status alone says about a call that did not succeed. Only a 4xx proves that a submit was refused, and of
 * those not 408 and 409: the server may have begun before it gave up, or may hold the job already.
 */
export function classifyStatus(status: number): Trouble {
  if (status >= 500) return { code: 'unavailable', ambiguous: true }
  switch (status) {
    case 401:
    case 403:
      return { code: 'unauthorized', ambiguous: false }
    case 402:
      return { code: 'outOfCredit', ambiguous: false }
    case 408:
      return { code: 'timeout', ambiguous: true }
    case 409:
      return { code: 'unavailable', ambiguous: true }
    case 429:
      return { code: 'rateLimited', ambiguous: false }
  }
  return status >= 400 ? { code: 'invalidInput', ambiguous: false } : { code: 'badResponse', ambiguous: true }
}
