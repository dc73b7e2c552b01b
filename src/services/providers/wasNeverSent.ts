/** Failures before the first byte of a request: no address, no connection, no trust in the other side's certificate. */
const beforeSending: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/**
 * Whether a failed fetch certainly did not reach the server, told by the error alone: for a `fetch` that was replaced and
 * does not use our transport, which knows. undici wraps the reason as `cause`; with several addresses for one host it is
 * an AggregateError, one error for each of them.
 */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(wasNeverSent)
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code !== undefined && (beforeSending.has(code) || syscall === 'connect')) return true
  return wasNeverSent(error.cause)
}
