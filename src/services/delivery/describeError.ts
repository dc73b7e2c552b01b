/** What may be logged of an error of discord.js: its address and its body hold interaction tokens and prompts. */
export interface ErrorFacts {
  readonly error: string
  readonly code?: string | number
  readonly status?: number
}

export function describeError(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code, status } = error as Error & { code?: unknown; status?: unknown }
  return {
    // A RateLimitError has its route in its name, and with it possibly a token.
    error: error.name.replace(/\[.*/s, ''),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
  }
}
