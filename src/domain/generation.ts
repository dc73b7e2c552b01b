import { z } from 'zod'
import { days } from './clock.ts'
import { microDollars } from './money.ts'
import { defaultLocale, defaultUploadLimit, origin } from './origin.ts'
import { frames, pictureProblem, request } from './request.ts'

export const states = [
  'received',
  'preparing',
  'queued',
  'submitting',
  'unconfirmed',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'lost',
] as const
export const state = z.enum(states)
export type State = z.infer<typeof state>

/** Milliseconds since the epoch. */
const instant = z.number().int()

/** The provider's handle of a submitted job: opaque JSON, stored, handed back, never looked into by others. */
export const operation = z.json()
export type Operation = z.infer<typeof operation>

/** An id of the catalogue. Records keep it when the provider is gone, so that any word is one. */
export const providerId = z.string().min(1)
export type ProviderId = z.infer<typeof providerId>

/** Why a generation failed; each has its own sentence. */
export const failure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contentRefused') }),
  z.object({ kind: z.literal('pictureRefused'), role: z.enum(['start', 'end']), problem: pictureProblem }),
  /** The operator's account is empty; the person is only told that it is not possible right now. */
  z.object({ kind: z.literal('outOfCredit') }),
  z.object({ kind: z.literal('providerUnavailable') }),
  /** The provider did not take our request although it passed our checks: the operator's problem. */
  z.object({ kind: z.literal('requestRefused') }),
  /** The render failed at the provider without a reason that helps. */
  z.object({ kind: z.literal('renderFailed') }),
  /** The video was made, but could not be fetched from the provider. */
  z.object({ kind: z.literal('resultUnavailable') }),
  /** The answer to the command never reached Discord; nothing was submitted. */
  z.object({ kind: z.literal('notAcknowledged') }),
  /** It could not be found out whether the answer to the command reached Discord; nothing was submitted. */
  z.object({ kind: z.literal('answerUnclear') }),
])
export type Failure = z.infer<typeof failure>

/** Read from somebody else's file: what makes no sense is left out, and keeps no paid video from its owner. */
const fact = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined)

export const result = z.object({
  /** The kept file; absent when it could not be kept (disk full) and only the provider's link is left. */
  hash: z.string().optional(),
  /** Where the provider serves it, for a limited time. */
  url: z.string(),
  /** Bytes. */
  size: fact(z.number().int().nonnegative()),
  width: fact(z.number().int().positive()),
  height: fact(z.number().int().positive()),
  /** Seconds, as read from the file. */
  duration: fact(z.number().positive()),
  hasSound: fact(z.boolean()),
  /** How the pictures are compressed: `avc`, `hevc`, `av1` … */
  codec: fact(z.string()),
  notSafeForWork: z.boolean(),
})
export type Result = z.infer<typeof result>

/** What a video file says about itself. */
export type VideoFacts = Pick<Result, 'width' | 'height' | 'duration' | 'hasSound' | 'codec'>

/** A finished video as the provider names it. */
export const found = z.object({ videoUrl: z.string(), cost: microDollars.optional(), notSafeForWork: z.boolean() })
export type Found = z.infer<typeof found>

/**
 * How a reservation ended. What the operator spent, or may have spent, counts against the person who asked for it, whether
 * or not a video came of it. `reported` by the provider, `estimated` at list price, `none` certainly charged nothing,
 * `unknown`.
 */
export const settlement = z.object({
  spent: microDollars,
  /** The same as `spent`. Earlier versions had a second book, and cannot read a record without it. */
  counted: microDollars,
  basis: z.enum(['reported', 'estimated', 'none', 'unknown']),
})
export type Settlement = z.infer<typeof settlement>

/** How far the finished generation has come on its way to the person. */
export const delivery = z.object({
  /** The last state stands in the status message. */
  shownAt: instant.optional(),
  /** Saved before the short reply that mentions the owner is sent. */
  noticeIntendedAt: instant.optional(),
  /** Saved before an owner whose direct messages are closed is told where they asked: from then on they are told there alone. */
  noticeHereAt: instant.optional(),
  /** The owner was mentioned, or never will be. */
  noticedAt: instant.optional(),
  /** Saved before its owner is told in private, with the way that takes. */
  privateWordBy: z.enum(['followUp', 'directMessage']).optional(),
  /** That private message certainly stands, and says everything: the status message is to be taken away. */
  privateWordAt: instant.optional(),
  /** Nothing is left to do: the person has seen it, or has it in the conversation. */
  deliveredAt: instant.optional(),
  /** The file in the status message, where the video was uploaded. */
  uploadedUrl: z.string().optional(),
})
export type DeliveryProgress = z.infer<typeof delivery>

/** How the owner hears of a finished video: in a reply below it, in a direct message, or by its own message alone. */
export const noticePlaces = ['here', 'direct', 'none'] as const
export const noticePlace = z.enum(noticePlaces)
export type NoticePlace = z.infer<typeof noticePlace>

/** One person's request for one video, from command to delivered result: the aggregate, as it is stored. */
export const generation = z.object({
  id: z.string(),
  /** Counts the saves, so that a stale write is noticed. */
  version: z.number().int().nonnegative(),
  state,
  /** When the present state began. */
  stateSince: instant,
  createdAt: instant,
  request,
  origin,
  /** The generation that this one tries again. */
  retryOf: z.string().optional(),
  /**
   * All that were asked for at once, its own id among them, in their order: they share one message, one word to their owner, and
   * what is done to stop them. Absent where it was asked for alone.
   */
  variants: z.array(z.string()).min(2).optional(),
  /** A short code by which it can be asked for again anywhere; absent in records from before there were any. */
  recipe: z.string().optional(),
  /** What was used up for it and begins nothing else while this may cost something: the custom id of a button. */
  claim: z.string().optional(),
  frames,
  /** Where its owner hears of its end, as they had chosen when it was accepted; in a reply below it where nothing is said. */
  notice: fact(noticePlace),
  /** What the command reserved against every budget. */
  reserved: microDollars,
  settlement: settlement.optional(),
  /** Chosen when it is dispatched. */
  provider: providerId.optional(),
  modelId: z.string().optional(),
  /** Providers that certainly did not accept it, not asked again for this generation. */
  passedOver: z.array(providerId),
  /** The UUID v4 minted and saved before the submit. */
  taskId: z.string().optional(),
  /** How often the submit was sent; never above 1 at a provider without idempotency. */
  submits: z.number().int().nonnegative(),
  submittedAt: instant.optional(),
  operation: operation.optional(),
  /** What the last check said while it runs. */
  progress: z
    .object({ status: z.enum(['waiting', 'rendering']), position: z.number().int().nonnegative().optional() })
    .optional(),
  finishedAt: instant.optional(),
  overdueSince: instant.optional(),
  cancelRequestedAt: instant.optional(),
  /** Hidden: nobody waits for it, but the provider cannot stop it. Still polled, settled and kept, and shown to its owner alone. */
  abandonedAt: instant.optional(),
  /** The moderator who cancelled or hid it; absent where the owner did. */
  stoppedBy: z.string().optional(),
  failure: failure.optional(),
  /** From the provider's first word of the finished video until its bytes are kept. */
  found: found.optional(),
  result: result.optional(),
  delivery,
  /** Its owner, or a moderator, deleted the video: the record says no more than what was made and what it cost. */
  deletedAt: instant.optional(),
  /** The moderator who deleted it; absent where the owner did. */
  deletedBy: z.string().optional(),
  /** Since when nothing in it leads to a person any more: it only says what was made and what it cost. */
  forgottenAt: instant.optional(),
})
export type Generation = z.infer<typeof generation>

/** The one under whose name those stand that were asked for at once: their message, and the buttons for all of them. */
export function firstOf({ id, variants }: Pick<Generation, 'id' | 'variants'>): string {
  return variants?.[0] ?? id
}

/** All that were asked for at once, or itself. */
export function allOf({ id, variants }: Pick<Generation, 'id' | 'variants'>): readonly string[] {
  return variants ?? [id]
}

/**
 * Whether it is there for others at all: not what is for its owner alone, was hidden, stopped by a moderator, or deleted. Nobody but
 * its owner makes anything of the rest, whatever they allow.
 */
export function isOpenToOthers(
  generation: Pick<Generation, 'origin' | 'abandonedAt' | 'stoppedBy' | 'deletedAt' | 'forgottenAt'>,
): boolean {
  const { origin, abandonedAt, stoppedBy, deletedAt, forgottenAt } = generation
  return !origin.ephemeral && [abandonedAt, stoppedBy, deletedAt, forgottenAt].every((each) => each === undefined)
}

/** Randomness as an argument. */
export interface Identifiers {
  /** A new generation id: 16 characters of `a-z0-9`, short enough for custom ids and nonces. */
  generation(): string
  /** A new UUID v4, the `taskUUID` of providers where the client chooses it. */
  task(): string
  /** A new recipe code, in the letters of `recipe.ts`. So short that it may be taken: to be looked for before it is used. */
  recipe(): string
  /** A fraction in [0, 1), for jitter. */
  fraction(): number
}

/** What is left of a request when its words and pictures are gone. */
function forgetWords({ duration, aspectRatio, quality, sound }: Generation['request']): Generation['request'] {
  return { scene: { kind: 'prompt', prompt: '-' }, duration, aspectRatio, quality, sound }
}

/**
 * The same generation without the video, and without what was said and sent for it. Whose it is, where its message stands and what
 * it cost stays, and which file was kept, until both are gone; and what was used up for it: it was paid for, and nothing else begins
 * in its place.
 */
export function deleteContent(generation: Generation, at: number, by: string): Generation {
  const { request, result, operation, found, ...kept } = generation
  const { deliveredAt = at } = generation.delivery
  return {
    ...kept,
    origin: { ...kept.origin, token: '' },
    request: forgetWords(request),
    frames: {},
    ...(result !== undefined && {
      result: {
        ...(result.hash !== undefined && { hash: result.hash }),
        url: '',
        notSafeForWork: result.notSafeForWork,
      },
    }),
    delivery: { deliveredAt },
    deletedAt: at,
    ...(by !== generation.origin.userId && { deletedBy: by }),
  }
}

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
    request: forgetWords(request),
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
