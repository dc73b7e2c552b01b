import { describe, expect, test } from 'vitest'
import type { Usage } from '../../src/domain/contracts/limits.ts'
import type { Caps, Place } from '../../src/domain/policy.ts'
import { en } from '../../src/views/text/en.ts'
import { renderUsage } from '../../src/views/usage.ts'
import { offersOf } from '../support/catalogue.ts'
import { noon } from './support/createGeneration.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const when = '<t:1800000000:R> (<t:1800000000:F>)'
const closed = '**Videos are switched off right now.** The person who runs me can switch them back on.'

const nothing: Usage['person'] = {
  today: { used: 0, limit: 10 },
  money: { used: 0, reserved: 0, unknown: 0, budget: 3_000_000 },
  attempts: { used: 0, limit: 50 },
  open: { used: 0, limit: 3 },
  renewsAt: noon,
}
/** Where nobody pays for anything. */
const nobodys = {
  providers: [],
  allowedGuilds: [],
  allowUserInstall: false,
  quoteAbove: 'unlimited' as const,
  caps: {} as Caps,
}
const nowhere = { installation: 'user' } as const
const person = (changes: Partial<Usage['person']>): Usage => ({ person: { ...nothing, ...changes } })
const server = (money: Partial<NonNullable<Usage['server']>['money']>): Usage => ({
  person: nothing,
  server: { money: { used: 0, reserved: 0, unknown: 0, budget: 30_000_000, ...money }, renewsAt: noon },
})

const ofNothing = [
  '### Your allowance today',
  '- 0 of 10 videos used · 10 left',
  '- $0.00 of $3.00 used · $3.00 left',
  '- 0 of 3 in progress',
  '- 0 of 50 requests, cancelled and failed ones included',
  `-# What costs nothing doesn't count. Resets ${when}.`,
]
const lastOfServer = `-# Resets ${when}. Only members who can manage this server see this part.`

const table: [string, Usage, string[]][] = [
  ['nothing was used', person({}), ofNothing],
  [
    'some was used and some is set aside',
    person({
      today: { used: 2, limit: 10 },
      money: { used: 1_260_000, reserved: 630_000, unknown: 0, budget: 3_000_000 },
      open: { used: 1, limit: 3 },
    }),
    [
      '### Your allowance today',
      '- 2 of 10 videos used · 8 left',
      '- $1.26 of $3.00 used · $1.74 left',
      '- 1 of 3 in progress',
      '- 0 of 50 requests, cancelled and failed ones included',
      '-# $0.63 of that is reserved for videos in progress.',
      `-# What costs nothing doesn't count. Resets ${when}.`,
    ],
  ],
  [
    'more was used than there is',
    person({ today: { used: 12, limit: 10 }, money: { used: 3_100_000, reserved: 0, unknown: 0, budget: 3_000_000 } }),
    [
      '### Your allowance today',
      '- 12 of 10 videos used · 0 left',
      '- $3.10 of $3.00 used · $0.00 left',
      '- 0 of 3 in progress',
      '- 0 of 50 requests, cancelled and failed ones included',
      `-# What costs nothing doesn't count. Resets ${when}.`,
    ],
  ],
  [
    'money is unlimited',
    person({ money: { used: 630_000, reserved: 0, unknown: 0, budget: 'unlimited' } }),
    [
      '### Your allowance today',
      '- 0 of 10 videos used · 10 left',
      '- $0.63 used · no limit',
      '- 0 of 3 in progress',
      '- 0 of 50 requests, cancelled and failed ones included',
      `-# What costs nothing doesn't count. Resets ${when}.`,
    ],
  ],
  [
    'videos are switched off',
    person({ money: { used: 0, reserved: 0, unknown: 0, budget: 0 } }),
    [
      '### Your allowance today',
      closed,
      '- 0 of 10 videos used · 10 left',
      '- $0.00 of $0.00 used · $0.00 left',
      '- 0 of 3 in progress',
      '- 0 of 50 requests, cancelled and failed ones included',
      `-# What costs nothing doesn't count. Resets ${when}.`,
    ],
  ],
  [
    'the server used nothing',
    server({}),
    [...ofNothing, '### This server this month', '- $0.00 of $30.00 used · $30.00 left', lastOfServer],
  ],
  [
    'the server used some, and some of that is not certain',
    server({ used: 12_600_000, reserved: 1_260_000, unknown: 630_000 }),
    [
      ...ofNothing,
      '### This server this month',
      '- $12.60 of $30.00 used · $17.40 left',
      '-# $1.26 of that is reserved for videos in progress.',
      "-# $0.63 of that isn't certain: Kling didn't say whether it charged.",
      lastOfServer,
    ],
  ],
  [
    'the server may use nothing',
    server({ budget: 0 }),
    [...ofNothing, '### This server this month', closed, '- $0.00 of $0.00 used · $0.00 left', lastOfServer],
  ],
  [
    'the server may use as much as it likes',
    server({ used: 630_000, budget: 'unlimited' }),
    [...ofNothing, '### This server this month', '- $0.63 used · no limit', lastOfServer],
  ],
]

describe('usage', () => {
  test.each(table)('when %s', (_name, usage, lines) => {
    const view = renderUsage(en, usage, nobodys, nowhere)
    expect(transcribe(view)).toStrictEqual(['#5865f2', ...lines])
    expect(findErrors(view)).toStrictEqual([])
  })

  test.each([
    ['open', { open: { used: 0, limit: 0 } }],
    ['a day', { today: { used: 0, limit: 0 } }],
  ])('says so when no video is allowed: %s', (_name, changes) => {
    expect(transcribe(renderUsage(en, person(changes), nobodys, nowhere))).toContain(closed)
  })

  test.each<[string, Place, string]>([
    [
      'in a server',
      { guildId: '1', installation: 'guild' },
      '-# Whoever runs me pays Kling for these videos, not you.',
    ],
    ['elsewhere', { installation: 'user' }, '-# Whoever runs me pays Kling for these videos, not you.'],
  ])('says %s what a video costs, and who pays', (_name, place, payer) => {
    const policy = {
      ...nobodys,
      providers: offersOf('runcomfy', 'runware'),
      allowedGuilds: 'any',
      allowUserInstall: true,
      quoteAbove: 'unlimited',
    } as const
    expect(transcribe(renderUsage(en, person({}), policy, place)).slice(-2)).toStrictEqual([
      `-# 5 s with sound: ${en.qualityNames.standard} $0.63 · ${en.qualityNames.pro} $0.84 · ${en.qualityNames['4k']} $2.10`,
      payer,
    ])
  })
})
