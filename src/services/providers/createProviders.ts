import type { Clock } from '../../domain/clock.ts'
import type { Pictures } from '../../domain/contracts/media.ts'
import type { Provider } from '../../domain/contracts/provider.ts'
import type { Identifiers } from '../../domain/identifiers.ts'
import type { ProviderId } from '../../domain/operation.ts'
import type { Log } from '../../log.ts'
import type { Fetch } from './createCaller.ts'
import { createRuncomfy } from './runcomfy/createRuncomfy.ts'
import { createRunware } from './runware/createRunware.ts'

/** What the operator configured for one provider; without a key it is not used. */
export interface ProviderAccount {
  readonly key?: string | undefined
  /** Without a trailing slash. */
  readonly apiUrl: string
}

export interface ProvidersDependencies {
  /** The operator's order of preference. */
  readonly order: readonly ProviderId[]
  readonly accounts: Readonly<Record<ProviderId, ProviderAccount>>
  readonly fetch: Fetch
  readonly pictures: Pick<Pictures, 'encode'>
  readonly identifiers: Pick<Identifiers, 'task'>
  readonly clock: Clock
  readonly log: Log
}

const factories = { runcomfy: createRuncomfy, runware: createRunware } as const

/** The providers that have a key, in the operator's order. */
export function createProviders({ order, accounts, ...shared }: ProvidersDependencies): Provider[] {
  return [...new Set(order)].flatMap((id) => {
    const { key, apiUrl } = accounts[id]
    return key === undefined || key === '' ? [] : [factories[id]({ ...shared, key, apiUrl })]
  })
}
