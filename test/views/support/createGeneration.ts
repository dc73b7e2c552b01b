import type { Generation } from '../../../src/domain/generation.ts'
import type { Origin } from '../../../src/domain/origin.ts'
import type { Request } from '../../../src/domain/request.ts'

/** 2027-01-15T08:00:00Z */
export const noon = 1_800_000_000_000

export const sampleRequest: Request = {
  scene: { kind: 'prompt', prompt: 'a paper boat on a rainy street' },
  duration: 5,
  aspectRatio: '16:9',
  quality: 'standard',
  sound: true,
}

export const sampleOrigin: Origin = {
  interactionId: '1100000000000000050',
  applicationId: '1100000000000000001',
  token: 'A-Very-Fake-Interaction-Token',
  tokenExpiresAt: noon + 900_000,
  userId: '1100000000000000004',
  guildId: '1100000000000000002',
  channelId: '1100000000000000003',
  ageRestricted: false,
  installation: 'guild',
  botInGuild: true,
  context: 0,
  permissions: '2147483647',
  uploadLimit: 10_485_760,
  locale: 'en-US',
  ephemeral: false,
  messageId: '1100000000000000060',
}

export const startImage = {
  id: '1100000000000000020',
  url: 'https://cdn.discordapp.com/ephemeral-attachments/1/2/boat.png?ex=1&is=1&hm=1',
  fileName: 'boat.png',
  size: 1_000,
}

export const startFrame = {
  hash: 'a-frame',
  format: 'png',
  width: 1_200,
  height: 800,
  size: 1_000,
  source: { url: 'https://cdn.discordapp.com/ephemeral-attachments/1/2/same.png?ex=1&is=1&hm=1', expiresAt: noon },
} as const

export type Overrides = Partial<Omit<Generation, 'request' | 'origin'>> & {
  request?: Partial<Request>
  origin?: Partial<Origin>
}

/** A generation just received, unless said otherwise. */
export function createGeneration({ request, origin, ...rest }: Overrides = {}): Generation {
  return {
    id: 'abcdefgh12345678',
    version: 1,
    state: 'received',
    stateSince: noon,
    createdAt: noon,
    frames: {},
    reserved: 630_000,
    passedOver: [],
    submits: 0,
    delivery: {},
    ...rest,
    request: { ...sampleRequest, ...request },
    origin: { ...sampleOrigin, ...origin },
  }
}

/** A video that is done, kept and paid for. */
export function createSucceeded(overrides: Overrides = {}): Generation {
  return createGeneration({
    state: 'succeeded',
    provider: 'runware',
    submits: 1,
    submittedAt: noon + 5_000,
    finishedAt: noon + 130_000,
    settlement: { counted: 630_000, spent: 630_000, basis: 'reported' },
    result: {
      hash: 'a-video',
      url: 'https://vm.runware.ai/video/a.mp4',
      size: 5_000_000,
      width: 1_280,
      height: 720,
      duration: 5.042,
      hasSound: true,
      notSafeForWork: false,
    },
    ...overrides,
  })
}
