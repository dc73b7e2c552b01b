import { createHash } from 'node:crypto'
import type { Generation, Result } from '../../../../src/domain/generation.ts'
import { microDollars } from '../../../../src/domain/money.ts'
import type { Origin } from '../../../../src/domain/origin.ts'

export const startOfTime = Date.UTC(2026, 10, 1)
export const applicationId = '1100000000000000001'
export const userId = '1100000000000000004'
export const channelId = '1100000000000000003'
export const messageId = '1100000000000000900'
export const videoHash = createHash('sha256').update('the video').digest('hex')

const everything = String((1n << 50n) - 1n)

export function createOrigin(changes: Partial<Origin> = {}): Origin {
  return {
    interactionId: '1100000000000000050',
    applicationId,
    token: 'a-very-fake-interaction-token',
    tokenExpiresAt: startOfTime + 15 * 60_000,
    userId,
    guildId: '1100000000000000002',
    channelId,
    ageRestricted: false,
    installation: 'guild',
    botInGuild: true,
    context: 0,
    permissions: everything,
    uploadLimit: 20 * 1024 * 1024,
    locale: 'en-US',
    ephemeral: false,
    messageId,
    ...changes,
  }
}

export function createResult(changes: Partial<Result> = {}): Result {
  return {
    hash: videoHash,
    url: 'https://provider.example/video.mp4',
    size: 1_000_000,
    notSafeForWork: false,
    ...changes,
  }
}

export function createGeneration(
  changes: Partial<Omit<Generation, 'origin'>> & { origin?: Partial<Origin> } = {},
): Generation {
  const { origin, ...rest } = changes
  return {
    id: 'abcdefgh12345678',
    version: 1,
    state: 'running',
    stateSince: startOfTime,
    createdAt: startOfTime,
    request: {
      scene: { kind: 'prompt', prompt: 'a red fox in the snow' },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'standard',
      sound: true,
    },
    frames: {},
    reserved: microDollars.parse(700_000),
    passedOver: [],
    submits: 1,
    delivery: {},
    ...rest,
    origin: createOrigin(origin),
  }
}

export function createFinished(changes: Parameters<typeof createGeneration>[0] = {}): Generation {
  return createGeneration({ state: 'succeeded', finishedAt: startOfTime, result: createResult(), ...changes })
}
