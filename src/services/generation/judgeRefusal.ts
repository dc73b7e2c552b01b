import type { Failure } from '../../domain/generation.ts'
import { ProviderError, type ProviderErrorCode } from '../../domain/providerError.ts'

/** What follows when a provider certainly did not take a job. */
export type Verdict =
  /** Another provider would refuse it as well, or must not be asked. */
  | { readonly kind: 'end'; readonly failure: Failure }
  /** The provider's present trouble: the next one may take it. `passes` where the same provider may take it later. */
  | { readonly kind: 'tryNext'; readonly passes: boolean }

const verdicts: Readonly<Record<ProviderErrorCode, Verdict>> = {
  rejectedContent: { kind: 'end', failure: { kind: 'contentRefused' } },
  invalidInput: { kind: 'end', failure: { kind: 'requestRefused' } },
  unauthorized: { kind: 'tryNext', passes: false },
  outOfCredit: { kind: 'tryNext', passes: false },
  rateLimited: { kind: 'tryNext', passes: true },
  unavailable: { kind: 'tryNext', passes: true },
  timeout: { kind: 'tryNext', passes: true },
  badResponse: { kind: 'tryNext', passes: true },
}

export function judgeRefusal(error: Pick<ProviderError, 'code'>): Verdict {
  return verdicts[error.code]
}

/** Whether a thrown submit may have been accepted all the same. What nobody foresaw may have been, too. */
export function isAmbiguous(error: unknown): boolean {
  return !(error instanceof ProviderError) || error.ambiguous
}

/** Whether only the operator can mend it: a key, a balance, or a request of ours that passed our own checks. */
export function isForOperator(error: unknown): boolean {
  return !(error instanceof ProviderError) || ['unauthorized', 'outOfCredit', 'invalidInput'].includes(error.code)
}
