import { days } from './clock.ts'
import type { Generation } from './generation.ts'
import { defaultLocale, defaultUploadLimit } from './origin.ts'

/** So long the server is known still: the budget of a month is a sum over its records. */
export const serverIsNeededFor = days(62)

/**
 * The same generation without anything by which a person, a conversation, a job or a picture could be found: what is left says
 * when it was made, how, how it ended and what it cost. A list of what stays, so that whatever is added to the record later goes
 * by itself.
 */
export function forgetPerson(generation: Generation, at: number): Generation {
  const { request, origin, delivery } = generation
  const keepsServer = origin.guildId !== undefined && at - generation.createdAt < serverIsNeededFor
  return {
    id: generation.id,
    version: generation.version + 1,
    state: generation.state,
    stateSince: generation.stateSince,
    createdAt: generation.createdAt,
    request: {
      prompt: '-',
      duration: request.duration,
      aspectRatio: request.aspectRatio,
      quality: request.quality,
      sound: request.sound,
    },
    origin: {
      interactionId: '',
      applicationId: '',
      token: '',
      tokenExpiresAt: 0,
      userId: '',
      ...(keepsServer && { guildId: origin.guildId }),
      channelId: '',
      ageRestricted: false,
      installation: origin.installation,
      botInGuild: false,
      context: origin.context,
      permissions: '0',
      uploadLimit: defaultUploadLimit,
      locale: defaultLocale,
      ephemeral: true,
    },
    frames: {},
    reserved: generation.reserved,
    ...(generation.settlement !== undefined && { settlement: generation.settlement }),
    ...(generation.provider !== undefined && { provider: generation.provider }),
    ...(generation.modelId !== undefined && { modelId: generation.modelId }),
    passedOver: generation.passedOver,
    submits: generation.submits,
    ...(generation.submittedAt !== undefined && { submittedAt: generation.submittedAt }),
    ...(generation.finishedAt !== undefined && { finishedAt: generation.finishedAt }),
    ...(generation.failure !== undefined && { failure: generation.failure }),
    delivery: delivery.deliveredAt === undefined ? {} : { deliveredAt: delivery.deliveredAt },
    forgottenAt: generation.forgottenAt ?? at,
  }
}
