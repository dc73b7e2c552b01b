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

/** Threads below videos, where the rounds of a video go on beside the channel. Methods throw a UserError where the answer is no. */
export interface Threads {
  /** Starts one from the message of a finished video; known from then on, also where there was one. */
  start(generation: Generation, name: string): Promise<ThreadStart | 'unknown'>
  /**
   * Where what is made of that video is shown, if it is asked for there: in the thread of the video where it has one and stands in
   * this very channel, else where it was asked for. What is private stays so.
   */
  direct(asked: ArrivedOrigin, videoId: string | undefined): Promise<ArrivedOrigin>
  /** The thread is gone: from now on the rounds of its video stand in the channel again. */
  forget(threadId: string): Promise<void>
}
