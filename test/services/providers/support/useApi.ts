import { afterEach, beforeEach, expect } from 'vitest'
import { createSurroundings, fakeKey, type Surroundings } from './createSurroundings.ts'
import { type Api, startApi } from './startApi.ts'

/**
 * An API and what a provider needs beside it, both anew for each test of a file. No test leaves a timer behind, or a key or a
 * prompt in the log.
 */
export function useApi(): { readonly api: Api; readonly surroundings: Surroundings } {
  const api = {} as Api
  const surroundings = createSurroundings()

  beforeEach(async () => {
    Object.assign(api, await startApi())
    Object.assign(surroundings, createSurroundings())
  })

  afterEach(async () => {
    expect(surroundings.clock.countTimers()).toBe(0)
    for (const hidden of [fakeKey, 'red fox']) expect(surroundings.lines.join()).not.toContain(hidden)
    await api.close()
  })

  return { api, surroundings }
}
