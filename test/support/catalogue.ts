import * as domain from '../../src/domain/models.ts'
import type { Quality } from '../../src/domain/request.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'

export const knownProviders = ['kling', 'runcomfy', 'runware'] as const
export type KnownProvider = (typeof knownProviders)[number]

/** The catalogue as it ships. */
export const catalogue: domain.Catalogue = providerDefinitions

export const models: readonly domain.Model[] = catalogue.flatMap((profile) => profile.models)

/** What these providers offer, in this order. */
export function offersOf(...ids: readonly KnownProvider[]): domain.Catalogue {
  return ids.flatMap((id) => catalogue.find((profile) => profile.id === id) ?? [])
}

/** A model that there certainly is. */
export function findModel(provider: KnownProvider, quality: Quality, mode: domain.Mode): domain.Model {
  const model = domain.findModel(catalogue, { provider, quality, mode })
  if (model === undefined) throw new Error(`No model at ${provider} for ${quality} ${mode}`)
  return model
}
