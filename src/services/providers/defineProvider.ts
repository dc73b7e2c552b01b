import type { Clock } from '../../domain/clock.ts'
import type { Pictures } from '../../domain/contracts/media.ts'
import type { ConfigurableProvider, Provider, ProviderApi } from '../../domain/contracts/provider.ts'
import type { Identifiers } from '../../domain/generation.ts'
import type { Log } from '../../log.ts'
import type { Fetch } from './createCaller.ts'

/** What an adapter works with. */
export interface AdapterDependencies {
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

interface Definition<Dependencies extends AdapterDependencies> extends ConfigurableProvider {
  /** The adapter of its API. */
  readonly create: (dependencies: Dependencies) => ProviderApi
}

/** All that the bot knows of one provider: what it offers, and how to talk to it. */
export interface ProviderDefinition<Dependencies extends AdapterDependencies = AdapterDependencies>
  extends ConfigurableProvider {
  readonly create: (dependencies: Dependencies) => Provider
}

export function defineProvider<Dependencies extends AdapterDependencies>(
  definition: Definition<Dependencies>,
): ProviderDefinition<Dependencies> {
  const { create, account, ...profile } = definition
  return { ...profile, account, create: (dependencies) => ({ ...profile, ...create(dependencies) }) }
}
