import { type Clock, seconds } from '../../domain/clock.ts'
import type { Origin, RenewedToken } from '../../domain/origin.ts'

/** A request on its way must arrive before the token ends. */
const margin = seconds(30)

/** Which interaction tokens still work. */
export interface Tokens {
  renew(generationId: string, renewed: RenewedToken): void
  /** The token that works the longest, or nothing. */
  find(generationId: string, origin: Pick<Origin, 'token' | 'tokenExpiresAt'>): RenewedToken | undefined
  isAlive(token: RenewedToken): boolean
  /** Discord no longer knows it. A webhook that answered 404 must not be called again. */
  bury(token: RenewedToken): void
}

export function createTokens(clock: Clock): Tokens {
  const renewedTokens = new Map<string, RenewedToken>()
  const deadTokens = new Map<string, RenewedToken>()

  const isAlive = ({ token, tokenExpiresAt }: RenewedToken) =>
    clock.now() < tokenExpiresAt - margin && !deadTokens.has(token)

  function forgetExpired(tokens: Map<string, RenewedToken>): void {
    for (const [key, { tokenExpiresAt }] of tokens) if (tokenExpiresAt <= clock.now()) tokens.delete(key)
  }

  return {
    renew(generationId, { token, tokenExpiresAt }) {
      forgetExpired(renewedTokens)
      renewedTokens.set(generationId, { token, tokenExpiresAt })
    },
    find(generationId, { token, tokenExpiresAt }) {
      const renewed = renewedTokens.get(generationId)
      const known = renewed === undefined ? [] : [renewed]
      return [...known, { token, tokenExpiresAt }]
        .filter(isAlive)
        .sort((one, other) => other.tokenExpiresAt - one.tokenExpiresAt)[0]
    },
    isAlive,
    bury(dead) {
      forgetExpired(deadTokens)
      deadTokens.set(dead.token, dead)
    },
  }
}
