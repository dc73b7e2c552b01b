import { vi } from 'vitest'
import type { UsageBook } from '../../src/domain/contracts/limits.ts'

/** Refuses to be called, unless the test says what it answers. */
export function createFakeUsage(answers: Partial<UsageBook> = {}) {
  return {
    usageOf: vi.fn<UsageBook['usageOf']>(
      answers.usageOf ??
        (() => {
          throw new Error('usageOf was not expected')
        }),
    ),
  } satisfies UsageBook
}
