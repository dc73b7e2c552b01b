import { z } from 'zod'
import type { Generation } from '../generation.ts'
import type { ArrivedOrigin } from '../origin.ts'
import type { ThreadStart } from './delivery.ts'

/** A thread that the message of a video started. */
export const videoThread = z.object({
  /** Of the thread, and of the message: Discord gives both the same. */
  id: z.string(),
  version: z.number().int().nonnegative(),
  /** Who asked for it. */
  userId: z.string(),
  guildId: z.string(),
  /** In which the message stands. */
  channelId: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number().int(),
})
export type VideoThread = z.infer<typeof videoThread>

/** A video of such a thread on its way into the channel above, or posted there. */
export const threadPost = z.object({
  /** Of the video. */
  id: z.string(),
  version: z.number().int().nonnegative(),
  userId: z.string(),
  /** The channel above. */
  channelId: z.string(),
  /** Known once it stands there. */
  messageId: z.string().optional(),
  /** Milliseconds since the epoch. */
  at: z.number().int(),
})
export type ThreadPost = z.infer<typeof threadPost>

export type PostOutcome =
  | {
      readonly kind: 'posted' | 'before'
      readonly guildId: string
      readonly channelId: string
      readonly messageId: string
    }
  | { readonly kind: 'closed' | 'gone' | 'unknown' }

/** Threads below videos, where the rounds of a video go on beside the channel. Methods throw a UserError where the answer is no. */
export interface Threads {
  /** Starts one from the message of a finished video; known from then on, also where there was one. */
  start(generation: Generation, name: string): Promise<ThreadStart | 'unknown'>
  /**
   * Where what is made of that video is shown, if it is asked for there: in the thread of the video where it has one and stands in
   * this very channel, else where it was asked for. What is private stays so.
   */
  direct(asked: ArrivedOrigin, videoId: string | undefined): Promise<ArrivedOrigin>
  /** Whether the video stands in a thread below another one, so that it can be posted in the channel above. */
  mayPost(generation: Generation): Promise<boolean>
  /** Posts the video in the channel above its thread, once for all. `asked`: by its owner, in the thread. */
  post(generation: Generation, asked: ArrivedOrigin): Promise<PostOutcome>
  /**
   * Looks for a post that may stand in the channel without our knowing, so that it goes with its video. Rejects where Discord does not
   * say, or the store fails.
   */
  settlePost(generation: Generation): Promise<void>
  /** The thread is gone: from now on the rounds of its video stand in the channel again. */
  forget(threadId: string): Promise<void>
}
