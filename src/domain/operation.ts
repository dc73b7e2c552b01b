import { z } from 'zod'

/** The provider's handle of a submitted job: opaque JSON, stored, handed back, never looked into by others. */
export const operation = z.json()
export type Operation = z.infer<typeof operation>

/** An id of the catalogue. Records keep it when the provider is gone, so that any word is one. */
export const providerId = z.string().min(1)
export type ProviderId = z.infer<typeof providerId>
