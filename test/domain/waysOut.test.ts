import { expect, test } from 'vitest'
import type { Request } from '../../src/domain/request.ts'
import type { UserErrorReason } from '../../src/domain/userError.ts'
import { findWaysOut, type WaysOut } from '../../src/domain/waysOut.ts'
import { offersOf } from '../support/catalogue.ts'

const request: Request = {
  scene: { kind: 'prompt', prompt: 'a red fox' },
  duration: 10,
  aspectRatio: '16:9',
  quality: 'pro',
  sound: true,
}
const renewsAt = 1
const over = { code: 'overBudget', scope: 'person', budget: 3_000_000, needed: 1_680_000, renewsAt } as const
const never = { ...over, needed: 6_300_000, neverFits: { quality: '4k', duration: 15 } } as const

test.each<[string, UserErrorReason, Partial<Request>, WaysOut | undefined]>([
  ['too many at once', { code: 'tooManyOpen', limit: 3 }, {}, { changes: [], canTryAgain: true }],
  [
    'some of several fit',
    { code: 'tooManyOpen', limit: 5, asked: 4, fits: 2 },
    { variants: 4 },
    { changes: [{ variants: 2 }], canTryAgain: true },
  ],
  ['all of them never fit', { code: 'tooManyOpen', limit: 3, asked: 4, fits: 0 }, { variants: 4 }, { changes: [] }],
  [
    'there is money for some of several',
    { ...over, left: 1_260_000 },
    { variants: 3, duration: 3, quality: 'standard', sound: false },
    { changes: [{ variants: 2 }], canTryAgain: true },
  ],
  ['switched off', { code: 'tooManyOpen', limit: 0 }, {}, undefined],
  ['no money at all', { ...over, budget: 0, left: 0 }, {}, undefined],
  [
    'shorter, cheaper or silent fits',
    { ...over, left: 1_260_000 },
    {},
    { changes: [{ seconds: 7 }, { quality: 'standard' }, { sound: false }], canTryAgain: true },
  ],
  ['only shorter fits', { ...over, left: 1_000_000 }, {}, { changes: [{ seconds: 5 }], canTryAgain: true }],
  [
    'only several changes together fit',
    { ...over, left: 300_000 },
    {},
    { changes: [], canTryAgain: true, edit: 'all' },
  ],
  ['nothing fits today', { ...over, left: 100_000 }, {}, { changes: [], canTryAgain: true }],
  [
    'more than a whole day has, and shorter fits now',
    { ...never, left: 3_000_000, neverFits: { ...never.neverFits, shorter: { seconds: 7, price: 2_940_000 } } },
    { quality: '4k', duration: 15 },
    { changes: [{ seconds: 7 }, { quality: 'standard' }], edit: 'all' },
  ],
  [
    'more than a whole day has, and shorter fits later',
    {
      ...never,
      left: 100_000,
      neverFits: { ...never.neverFits, shorter: { seconds: 7, price: 2_940_000, from: renewsAt } },
    },
    { quality: '4k', duration: 15 },
    { changes: [], edit: 'all' },
  ],
  [
    'too long',
    { code: 'durationOutOfRange', shortest: 3, longest: 15 },
    { duration: 20 },
    { changes: [{ seconds: 15 }], edit: 'all' },
  ],
  ['nobody may here', { code: 'serverNotAllowed' }, {}, undefined],
  ['not saved', { code: 'storeUnavailable' }, {}, { changes: [] }],
])('ways out: %s', (_what, reason, changes, ways) => {
  expect(findWaysOut(reason, { ...request, ...changes }, offersOf('runcomfy'))).toStrictEqual(ways)
})
