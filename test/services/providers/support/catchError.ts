import { ProviderError } from '../../../../src/domain/contracts/provider.ts'

/** The ProviderError that the call rejects with; anything else fails the test. */
export async function catchError(call: Promise<unknown>): Promise<ProviderError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in outcome && outcome.error instanceof ProviderError) return outcome.error
  throw new Error('The call did not reject with a ProviderError', { cause: outcome })
}
