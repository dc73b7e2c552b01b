import type { Origin } from '../src/domain/origin.ts'

/** A command of somebody in a server with the bot. */
export function createOrigin(number: number, now: number): Origin {
  return {
    interactionId: `interaction-${number}`,
    applicationId: '100000000000000001',
    token: `an-obviously-fake-interaction-token-${number}`,
    tokenExpiresAt: now + 15 * 60_000,
    userId: `person-${number}`,
    guildId: '100000000000000002',
    channelId: '100000000000000003',
    ageRestricted: false,
    installation: 'guild',
    botInGuild: true,
    context: 0,
    permissions: String((1n << 10n) | (1n << 11n)),
    uploadLimit: 10_485_760,
    locale: 'en-US',
    ephemeral: false,
  }
}
