import { expect, test } from 'vitest'
import type { Generation } from '../../../src/domain/generation.ts'
import { isPlaceOnly } from '../../../src/services/delivery/isPlaceOnly.ts'
import { createGeneration, startOfTime } from './support/createGeneration.ts'

const before = createGeneration({ state: 'running', progress: { status: 'waiting', position: 3 } })

test.each<[string, Partial<Generation>, boolean]>([
  ['the same', {}, true],
  ['another save', { version: 9 }, true],
  ['another position at the provider', { progress: { status: 'waiting', position: 2 } }, true],
  ['rendering begun', { progress: { status: 'rendering' } }, false],
  ['another state', { state: 'unconfirmed' }, false],
  ['overdue', { overdueSince: startOfTime }, false],
  ['a wish to cancel', { cancelRequestedAt: startOfTime }, false],
  ['given up', { abandonedAt: startOfTime }, false],
  ['another provider', { provider: 'runware' }, false],
])('%s', (_what, changes, expected) => {
  expect(isPlaceOnly(before, { ...before, ...changes })).toBe(expected)
})
