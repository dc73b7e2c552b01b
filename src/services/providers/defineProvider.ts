import type { Clock } from '../../domain/clock.ts'
import type { EncodeLimits, Pictures } from '../../domain/contracts/media.ts'
import type { ConfigurableProvider, Provider, ProviderApi } from '../../domain/contracts/provider.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import type { Fetch } from './httpClient.ts'

/** What the API takes in one request, and how many requests we make at once. */
interface ApiLimits {
  /** A picture that goes inside a body. */
  readonly picture: EncodeLimits
  /** Jobs that one poll can ask for. */
  readonly pollsPerRequest: number
  /** Polls under way at the same time. */
  readonly parallelPolls: number
}

/** What a provider is made with. */
export interface ProviderDependencies {
  /** By the names of the account's variables. */
  readonly secrets: Readonly<Record<string, string>>
  /** Without a trailing slash. */
  readonly apiUrl: string
  readonly fetch: Fetch
  readonly pictures: Pick<Pictures, 'encode'>
  readonly identifiers: Pick<Identifiers, 'task'>
  readonly clock: Clock
  readonly log: Log
}

/** What an adapter works with. */
export interface AdapterDependencies extends ProviderDependencies {
  readonly limits: ApiLimits
  /** The origin of an API address that the operator set; absent for the provider's own. */
  readonly trustedOrigin?: string
}

interface Definition extends ConfigurableProvider {
  readonly limits: ApiLimits
  /** Talks to the API. */
  readonly createAdapter: (dependencies: AdapterDependencies) => ProviderApi
}

/** All that the bot knows of one provider: what it offers, what it takes, and how to talk to it. */
export interface ProviderDefinition extends ConfigurableProvider {
  readonly create: (dependencies: ProviderDependencies) => Provider
}

/** Makes a provider of its description and its adapter. */
export function defineProvider({ limits, createAdapter, ...description }: Definition): ProviderDefinition {
  const { account, ...profile } = description
  return {
    ...description,
    create(dependencies) {
      const { apiUrl } = dependencies
      const trusted = apiUrl === account.apiUrl.default ? {} : { trustedOrigin: new URL(apiUrl).origin }
      return {
        ...profile,
        ...trusted,
        pollsPerRequest: limits.pollsPerRequest,
        ...createAdapter({ ...dependencies, ...trusted, limits }),
      }
    },
  }
}
