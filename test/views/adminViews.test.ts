import { describe, expect, test } from 'vitest'
import type { MessageView } from '../../src/domain/contracts/delivery.ts'
import { qualities } from '../../src/domain/request.ts'
import { type Change, type ServerSettings, untouched } from '../../src/domain/server.ts'
import { renderLimitForm, renderLimits } from '../../src/views/adminLimits.ts'
import { renderBlocks, renderChange, renderLog, renderSpending } from '../../src/views/adminLists.ts'
import { renderServerSettings } from '../../src/views/adminSettings.ts'
import { de } from '../../src/views/text/de.ts'
import { en, type Texts } from '../../src/views/text/en.ts'
import { findErrors } from './support/findErrors.ts'
import { transcribe } from './support/transcribe.ts'

const panelId = 'abcdefgh12345678'
const noon = 1_800_000_000_000
const snowflakes = (count: number) =>
  Array.from({ length: count }, (_each, index) => `${1_100_000_000_000_000_000n + BigInt(index)}`)
const money = 999_999_000_000
const full: ServerSettings = {
  version: 3,
  channels: snowflakes(25),
  roles: snowflakes(25),
  qualities: [...qualities],
  month: money,
  memberDay: money,
  roleDays: snowflakes(60).map((roleId) => ({ roleId, amount: money })),
  logChannel: '1100000000000000003',
}
const caps = {
  openPerPerson: 1,
  perPersonPerDay: 1,
  attemptsPerPersonPerDay: 1,
  attemptsPerPersonPerMinute: 1,
  personDay: money,
  serverMonth: 'unlimited',
  month: 'unlimited',
} as const
const reason = 'W'.repeat(300)
const block = { version: 0, guildId: '1', userId: '2', reason, by: '3', at: noon, order: '' }
const changes: readonly Change[] = [
  { kind: 'channels', before: [], after: full.channels },
  { kind: 'roles', before: full.roles, after: [] },
  { kind: 'qualities', before: [], after: ['pro'] },
  { kind: 'month', after: money },
  { kind: 'memberDay', before: money },
  { kind: 'roleDay', roleId: '5', after: 0 },
  { kind: 'quoteAbove', before: 'never', after: 0 },
  { kind: 'logChannel', before: '6' },
  { kind: 'blocked', userId: '2', reason, until: noon },
  { kind: 'unblocked', userId: '2' },
]
const entry = (change: Change) => ({ id: 'x', version: 0, guildId: '1', by: '3', at: noon, change, order: '' })
const page = { page: 1, hasMore: true }
const spender = { userId: '1100000000000000003', attempts: 9, counted: 999_999, spent: money, reserved: money }

const messages: readonly (readonly [string, (texts: Texts) => MessageView])[] = [
  ...[untouched, full].flatMap((settings) => [
    [
      'settings',
      (texts: Texts) =>
        renderServerSettings(texts, { panelId, settings, quoteAbove: 1_234_567, usualQuote: 1_000_000, qualities }),
    ] as const,
    ['limits', (texts: Texts) => renderLimits(texts, panelId, settings, caps)] as const,
  ]),
  [
    'spending',
    (texts) =>
      renderSpending(texts, panelId, {
        ...page,
        items: Array.from({ length: 10 }, () => spender),
        spent: money,
        budget: money,
        renewsAt: noon,
      }),
  ],
  [
    'blocks',
    (texts) => renderBlocks(texts, panelId, { ...page, items: snowflakes(8).map((userId) => ({ ...block, userId })) }),
  ],
  ['nobody blocked', (texts) => renderBlocks(texts, panelId, { page: 0, hasMore: false, items: [] })],
  ...changes.map(
    (change) =>
      [
        `log of ${change.kind}`,
        (texts: Texts) => renderLog(texts, panelId, { ...page, items: Array.from({ length: 8 }, () => entry(change)) }),
      ] as const,
  ),
  ...changes.map((change) => [`posted ${change.kind}`, () => renderChange(entry(change), 'de')] as const),
]

describe.each([
  ['English', en],
  ['German', de],
])('in %s', (_language, texts) => {
  test.each(messages)('%s is what Discord takes, however much there is, and pings nobody', (_name, render) => {
    const view = render(texts)
    expect(findErrors(view)).toEqual([])
    expect(view.body.allowed_mentions).toEqual({ parse: [] })
  })
})

test('what holds is chosen in the card, and an amount that is not on the list stands there as well', () => {
  const card = JSON.stringify(
    renderServerSettings(en, { panelId, settings: full, quoteAbove: 1_234_567, usualQuote: 1_000_000, qualities }).body,
  )
  expect(card).toContain('"label":"$1.24","value":"1234567","default":true')
  expect(card).toContain('{"label":"4K","value":"4k","default":true}')
})

test('what nobody chose is named with its amount', () => {
  const card = { panelId, settings: untouched, quoteAbove: undefined, qualities }
  const labelFor = (usualQuote: number | 'unlimited') =>
    /"label":"(As usual[^"]*)"/.exec(JSON.stringify(renderServerSettings(en, { ...card, usualQuote }).body))?.[1]
  expect([1_000_000, 0, 'unlimited' as const].map(labelFor)).toEqual([
    'As usual ($1.00)',
    'As usual (Always)',
    'As usual (Never)',
  ])
  const limits = transcribe(renderLimits(en, panelId, untouched, { ...caps, personDay: 3_000_000 }))
  expect(limits).toContain('- Everyone together: **any amount** a month (default)')
  expect(limits).toContain('- Each member: **$3.00** a day (default)')
})

test('the form of a limit is filled in with what holds', () => {
  expect(JSON.stringify(renderLimitForm(en, panelId, 'month', { ...untouched, month: 2_500_000 }))).toContain(
    '"value":"2.5"',
  )
  const only = { ...untouched, roleDays: [{ roleId: '7', amount: 1 }] }
  expect(JSON.stringify(renderLimitForm(en, panelId, 'roleDay', only))).toContain(
    '"default_values":[{"id":"7","type":"role"}]',
  )
})

test.each([
  [{ kind: 'channels', before: [], after: ['1', '2'] }, 'channels: Everywhere → <#1> and <#2>'],
  [{ kind: 'month', before: 1_000_000 }, 'everyone a month: $1.00 → default'],
  [{ kind: 'roleDay', roleId: '5', after: 0 }, '<@&5> a day: default → $0.00'],
  [{ kind: 'quoteAbove', before: 'never', after: 0 }, 'price first above: Never → Always'],
  [{ kind: 'blocked', userId: '2', reason: 'spam' }, 'blocked <@2> until it is lifted: spam'],
] satisfies [Change, string][])('%j is told as one line', (change, line) => {
  expect(transcribe(renderChange(entry(change), 'en-US')).slice(1)).toEqual([`<@3> · ${line}`])
})
