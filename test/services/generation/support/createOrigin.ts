import { minutes } from '../../../../src/domain/clock.ts'
import type { Origin } from '../../../../src/domain/origin.ts'

let count = 0

export function createOrigin(changes: Partial<Origin> = {}): Origin {
  count += 1
  return {
    interactionId: `interaction-${count}`,
    applicationId: 'application',
    token: 'A-Very-Fake-Interaction-Token',
    tokenExpiresAt: Date.UTC(2026, 0, 1) + minutes(15),
    userId: 'alice',
    guildId: 'guild',
    channelId: 'channel',
    ageRestricted: false,
    installation: 'guild',
    botInGuild: true,
    context: 0,
    permissions: String((1n << 10n) | (1n << 11n)),
    uploadLimit: 10_485_760,
    locale: 'en-US',
    ephemeral: false,
    ...changes,
  }
}
