import type { Provider } from '../../domain/contracts/provider.ts'
import type { ProviderId } from '../../domain/generation.ts'
import type { ProviderDefinition, ProviderDependencies } from './defineProvider.ts'
import { kling } from './kling/provider.ts'
import { runcomfy } from './runcomfy/provider.ts'
import { runware } from './runware/provider.ts'

/** Every provider there is: a new one is a folder beside this file, and a line here. */
export const providerDefinitions: readonly ProviderDefinition[] = [kling, runcomfy, runware]

/** What the operator configured for one provider; without its secrets it is not used. */
export interface ProviderAccount {
  readonly secrets?: Readonly<Record<string, string>> | undefined
  /** Without a trailing slash. */
  readonly apiUrl: string
}

interface ProvidersDependencies extends Omit<ProviderDependencies, 'secrets' | 'apiUrl'> {
  readonly definitions: readonly ProviderDefinition[]
  /** The operator's order of preference. */
  readonly order: readonly ProviderId[]
  readonly accounts: Readonly<Record<ProviderId, ProviderAccount>>
}

/** The providers that have their secrets, in the operator's order. */
export function createProviders({ definitions, order, accounts, ...shared }: ProvidersDependencies): Provider[] {
  return [...new Set(order)].flatMap((id) => {
    const { secrets, apiUrl } = accounts[id] ?? {}
    const definition = definitions.find((each) => each.id === id)
    if (
      definition === undefined ||
      secrets === undefined ||
      Object.values(secrets).includes('') ||
      apiUrl === undefined
    )
      return []
    return [definition.create({ ...shared, secrets, apiUrl })]
  })
}
