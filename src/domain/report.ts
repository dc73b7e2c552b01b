import { z } from 'zod'

/** Milliseconds since the epoch. */
const instant = z.number().int()

/** What somebody told those who look after a server about a video that everybody there sees, and what became of it. */
export const report = z.object({
  id: z.string(),
  version: z.number().int().nonnegative(),
  guildId: z.string(),
  generationId: z.string(),
  /** Of the video's message. */
  channelId: z.string(),
  messageId: z.string(),
  ownerId: z.string(),
  reporterId: z.string(),
  reason: z.string(),
  at: instant,
  state: z.enum(['open', 'removed', 'dismissed']),
  handledBy: z.string().optional(),
  handledAt: instant.optional(),
  /** Where it was posted for those who look after the server. */
  posted: z.object({ channelId: z.string(), messageId: z.string() }).optional(),
  /** In which the reports of a server are listed. */
  order: z.string(),
})
export type Report = z.infer<typeof report>
