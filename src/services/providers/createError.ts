import { ProviderError, type ProviderErrorCode, type ProviderErrorFacts } from '../../domain/contracts/provider.ts'

/** Whether the same call may succeed later, by what went wrong. */
const retryable: Readonly<Record<ProviderErrorCode, boolean>> = {
  invalidInput: false,
  rejectedContent: false,
  unauthorized: false,
  outOfCredit: false,
  rateLimited: true,
  unavailable: true,
  badResponse: true,
  timeout: true,
}

/** A ProviderError whose `retryable` follows from its code, so that nobody has to guess it later. */
export function createError(facts: Omit<ProviderErrorFacts, 'retryable'>): ProviderError {
  return new ProviderError({ ...facts, retryable: retryable[facts.code] })
}
