import { z } from 'zod'

/** A small value of the process itself, kept in the store: the digest of the registered commands, say. */
export const setting = z.object({ version: z.number().int().nonnegative(), value: z.string() })
export type Setting = z.infer<typeof setting>
