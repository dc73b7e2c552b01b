import { fetch } from 'undici'
import type { EncodeLimits } from '../../../../src/domain/contracts/media.ts'
import type { Frame } from '../../../../src/domain/request.ts'
import { createLog, type Log } from '../../../../src/log.ts'
import { createSteppedClock, type SteppedClock } from '../../../support/createSteppedClock.ts'

export const fakeKey = 'a-very-fake-provider-key'
export const fakeTaskId = '11111111-2222-4333-8444-555555555555'

export interface Surroundings {
  readonly secrets: { readonly key: string }
  readonly authorize: () => { readonly authorization: string }
  readonly fetch: typeof fetch
  readonly clock: SteppedClock
  readonly log: Log
  readonly pictures: { encode(frame: Frame, limits: EncodeLimits): Promise<string> }
  readonly identifiers: { task(): string }
  /** What `pictures.encode` was asked for. */
  readonly encoded: { readonly hash: string; readonly limits: EncodeLimits }[]
  /** Every line that was logged. */
  readonly lines: string[]
}

/** What a provider needs besides its API, with everything in the hands of the test. */
export function createSurroundings(): Surroundings {
  const lines: string[] = []
  const encoded: Surroundings['encoded'] = []
  return {
    secrets: { key: fakeKey },
    authorize: () => ({ authorization: `Bearer ${fakeKey}` }),
    fetch,
    clock: createSteppedClock(),
    // The log redacts nothing here: the provider itself must not write secrets.
    log: createLog({ level: 'debug', secrets: [], destination: { write: (line) => lines.push(line) } }),
    pictures: {
      async encode(frame, limits) {
        encoded.push({ hash: frame.hash, limits })
        return `data:image/jpeg;base64,${frame.hash}`
      },
    },
    identifiers: { task: () => fakeTaskId },
    encoded,
    lines,
  }
}
