import { expect, test } from 'vitest'
import { providerDefinitions } from '../../../src/services/providers/registry.ts'
import { createSurroundings, fakeKey } from './support/createSurroundings.ts'

/** What a provider says of itself is what it can do. */
test.each(providerDefinitions.map((definition) => [definition.name, definition] as const))('%s', (_, definition) => {
  const { traits, account } = definition
  const secrets = Object.fromEntries(Object.keys(account.secrets).map((name) => [name, fakeKey]))
  const provider = definition.create({ ...createSurroundings(), secrets, apiUrl: account.apiUrl.default })
  expect(provider.traits).toBe(traits)
  expect('lookup' in provider, 'can be asked for our ids').toBe(traits.idempotency !== 'none')
  expect('cancel' in provider, 'can cancel').toBe(traits.cancel !== 'none')
  expect(provider.pollsPerRequest).toBeGreaterThan(0)
})
