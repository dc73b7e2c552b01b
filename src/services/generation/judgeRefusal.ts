import type { Failure } from '../../domain/generation.ts'
import { ProviderError, type ProviderErrorCode } from '../../domain/providerError.ts'

/** What follows when a provider certainly did not take a job. */
export type Verdict =
  /** Another provider would refuse it as well, or must not be asked. */
  | { readonly kind: 'end'; readonly failure: Failure }
  /** The provider's present trouble: the next one may take it, and the same one later. */
  | { readonly kind: 'tryNext' }

const verdicts: Readonly<Record<ProviderErrorCode, Verdict>> = {
  rejectedContent: { kind: 'end', failure: { kind: 'contentRefused' } },
  invalidInput: { kind: 'end', failure: { kind: 'requestRefused' } },
  unauthorized: { kind: 'tryNext' },
  outOfCredit: { kind: 'tryNext' },
  rateLimited: { kind: 'tryNext' },
  unavailable: { kind: 'tryNext' },
  timeout: { kind: 'tryNext' },
  badResponse: { kind: 'tryNext' },
}

export function judgeRefusal(error: Pick<ProviderError, 'code'>): Verdict {
  return verdicts[error.code]
}

/** Whether a thrown submit may have been accepted all the same. What nobody foresaw may have been, too. */
export function isAmbiguous(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.ambiguous
}

/** Whether only the operator can mend it: a defect, or a request of ours that passed our own checks. The breaker tells of keys and credit. */
export function isForOperator(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.code === 'invalidInput'
}
