import type { Generation } from '../../../../src/domain/generation.ts'

/** A generation as the command saves it first. */
export function createRecord(id: string, changes: Partial<Generation> = {}): Generation {
  return {
    id,
    version: 0,
    state: 'received',
    stateSince: 1_000,
    createdAt: 1_000,
    request: {
      scene: { kind: 'prompt', prompt: ':base64: a paper boat "at" dawn 🌅' },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'pro',
      sound: true,
    },
    origin: {
      interactionId: '1',
      applicationId: '2',
      token: 'a-very-fake-interaction-token',
      tokenExpiresAt: 901_000,
      userId: '3',
      channelId: '4',
      ageRestricted: false,
      installation: 'guild',
      botInGuild: true,
      context: 0,
      permissions: '0',
      uploadLimit: 10_485_760,
      locale: 'en-US',
      ephemeral: false,
    },
    frames: {},
    reserved: 840_000,
    passedOver: [],
    submits: 0,
    operation: { taskId: 'task', nested: [1, null, { deep: true }] },
    delivery: {},
    ...changes,
  }
}
