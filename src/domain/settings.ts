import { z } from 'zod'

/** A small value of the process itself, kept in the store: how long videos usually take, say. */
export const setting = z.object({ version: z.number().int().nonnegative(), value: z.string() })
export type Setting = z.infer<typeof setting>
