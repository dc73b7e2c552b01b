/** The code of what went wrong on the network (`ECONNRESET`, `ERR_SSL_WRONG_VERSION_NUMBER`), wherever in the causes it is. */
export function findNetworkCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  const [first] = error instanceof AggregateError ? error.errors : []
  return findNetworkCode(first ?? error.cause)
}
