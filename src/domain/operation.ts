import { z } from 'zod'

/** The provider's handle of a submitted job: opaque JSON, stored, handed back, never looked into by others. */
export const operation = z.json()
export type Operation = z.infer<typeof operation>

export const providerIds = ['runcomfy', 'runware'] as const
export const providerId = z.enum(providerIds)
export type ProviderId = z.infer<typeof providerId>
