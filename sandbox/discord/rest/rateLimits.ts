export interface RateLimit {
  readonly limit: number
  readonly milliseconds: number
}

export type LimitName = 'channelSend' | 'channelEdit' | 'channelDelete' | 'webhook' | 'read' | 'commands' | 'openDirect'

export type RateLimits = Readonly<Record<LimitName | 'global', RateLimit>>

/**
 * Discord publishes only the global number; the others are what libraries and their users have measured. A program that
 * minds the headers need not know them.
 * @see https://discord.com/developers/docs/topics/rate-limits
 */
export const usualRateLimits: RateLimits = {
  channelSend: { limit: 5, milliseconds: 5_000 },
  channelEdit: { limit: 5, milliseconds: 5_000 },
  channelDelete: { limit: 5, milliseconds: 1_000 },
  webhook: { limit: 5, milliseconds: 2_000 },
  read: { limit: 100, milliseconds: 1_000 },
  commands: { limit: 5, milliseconds: 20_000 },
  openDirect: { limit: 10, milliseconds: 10_000 },
  global: { limit: 50, milliseconds: 1_000 },
}
