import { describe, expect, test } from 'vitest'
import { readEnvironment } from '../../../src/config/readEnvironment.ts'
import { findUsualPrice } from '../../../src/domain/chooseModels.ts'
import type { Binding, Caps } from '../../../src/domain/policy.ts'
import { UserError, type UserErrorReason } from '../../../src/domain/userError.ts'
import { createLimits } from '../../../src/services/limits/limits.ts'
import { createUsage } from '../../../src/services/limits/usage.ts'
import { providerDefinitions } from '../../../src/services/providers/registry.ts'
import { renderHelp } from '../../../src/views/help.ts'
import { de } from '../../../src/views/text/de.ts'
import { en } from '../../../src/views/text/en.ts'
import { renderUsage } from '../../../src/views/usage.ts'
import { renderUserError } from '../../../src/views/userError.ts'
import { createManualClock } from '../../support/createManualClock.ts'
import { createMemoryStore } from '../../support/createMemoryStore.ts'
import { createGeneration } from '../../views/support/createGeneration.ts'
import { transcribe } from '../../views/support/transcribe.ts'

const noon = Date.UTC(2026, 0, 15, 12)
const place = { guildId: 'club', installation: 'guild' } as const
const dollars = (amount: number) => amount * 1_000_000

function readDefaults() {
  const reading = readEnvironment(
    {
      DISCORD_TOKEN: 'a-very-fake-discord-token',
      RUNCOMFY_API_KEY: 'a-very-fake-runcomfy-key',
      RUNWARE_API_KEY: 'a-very-fake-runware-key',
    },
    providerDefinitions,
  )
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.environment.policy.caps
}

/** As the operator has them who changes nothing; but for what passes within a minute or with the end of a video. */
const defaults: Caps = { ...readDefaults(), openPerPerson: 1_000, attemptsPerPersonPerMinute: 1_000 }

interface Situation {
  readonly caps?: Partial<Caps>
  /** What the admins of the club allow, in dollars. */
  readonly own?: { readonly month?: number; readonly memberDay?: number }
  /** Dollars that were spent before, by whom. */
  readonly spent?: { readonly ana?: number; readonly club?: number; readonly others?: number }
}

function setUp({ caps: changes = {}, spent = {}, own: { month, memberDay } = {} }: Situation) {
  const own = {
    month: month === undefined ? ('unlimited' as const) : dollars(month),
    memberDay: memberDay === undefined ? ('unlimited' as const) : dollars(memberDay),
  }
  const clock = createManualClock(noon)
  const store = createMemoryStore()
  const policy = {
    caps: { ...defaults, ...changes },
    providers: providerDefinitions,
    allowedGuilds: 'any',
    allowUserInstall: true,
    quoteAbove: 'unlimited',
  } as const
  const usualPrice = findUsualPrice(providerDefinitions) ?? 0
  const books = { generations: store.generations, caps: policy.caps, usualPrice, clock }
  let count = 0
  const create = (userId: string, guildId: string, reserved: number) => {
    count += 1
    const interactionId = `interaction-${count}`
    const origin = { userId, guildId, installation: 'guild', interactionId } as const
    return createGeneration({ id: `generation-${count}`, createdAt: noon, reserved, origin })
  }
  const before = [
    [spent.ana, 'ana', 'club'],
    [spent.club, 'ben', 'club'],
    [spent.others, 'ben', 'elsewhere'],
  ] as const
  for (const [amount, userId, guildId] of before) {
    if (amount === undefined) continue
    const generation = create(userId, guildId, dollars(amount))
    store.data.generations.set(generation.id, generation)
  }
  const limits = createLimits({ ...books, providers: providerDefinitions })
  const ask = async (price: number): Promise<UserErrorReason | undefined> => {
    try {
      await limits.reserve(create('ana', 'club', price), 0, own)
      return undefined
    } catch (error) {
      if (error instanceof UserError) return error.reason
      throw error
    }
  }
  return {
    policy,
    usualPrice,
    ask,
    standing: { limits: own },
    usageOf: () => createUsage({ ...books, countFreed: () => 0 }).usageOf({ userId: 'ana', guildId: 'club', own }),
  }
}

const refusalOf: Readonly<Record<Binding, Partial<UserErrorReason>>> = {
  videos: { code: 'tooManyToday' },
  attempts: { code: 'tooManyAttempts', per: 'day' },
  person: { code: 'overBudget', scope: 'person' },
  member: { code: 'overBudget', scope: 'member' },
  server: { code: 'overBudget', scope: 'server' },
  everyone: { code: 'overBudget', scope: 'everyone' },
}

/** How many there is room for at first, and what ends it. */
const table: [string, Situation, number, Binding][] = [
  ['by default', {}, 4, 'person'],
  ['by default, after a dollar', { spent: { ana: 1 } }, 3, 'person'],
  ['by default, with cents left', { spent: { ana: 2.5 } }, 0, 'person'],
  ['with money without a limit', { caps: { personDay: 'unlimited' } }, 10, 'videos'],
  ['with few videos a day', { caps: { perPersonPerDay: 2 } }, 2, 'videos'],
  ['with fewer requests than videos', { caps: { personDay: 'unlimited', attemptsPerPersonPerDay: 6 } }, 6, 'attempts'],
  ['in a server that has used most of its month', { spent: { club: 28 } }, 3, 'server'],
  ['while others have used most of the month', { spent: { others: 99 } }, 1, 'everyone'],
  ['with a limit of the server for each member', { own: { memberDay: 1.5 } }, 2, 'member'],
  ['with that, after as much elsewhere', { own: { memberDay: 1.5 }, spent: { others: 50 } }, 2, 'member'],
  ['with a limit of the server for all', { own: { month: 1 } }, 1, 'server'],
  ['with limits of the server above those of the operator', { own: { month: 900, memberDay: 90 } }, 4, 'person'],
  ['after a smaller default was exceeded', { caps: { personDay: dollars(1) }, spent: { ana: 3 } }, 0, 'person'],
]

describe('how many more there is room for', () => {
  test.each(table)('%s: usage says what can be begun, and what ends it', async (_, situation, count, binds) => {
    const { ask, usageOf, usualPrice, policy } = setUp(situation)
    const usage = await usageOf()
    expect(usage.remaining).toStrictEqual({ count, binds })
    const said = count === 0 ? en.allowance.noMore : en.allowance.moreToday(count)
    expect(transcribe(renderUsage(en, usage, policy, place)).join('\n')).toContain(`**${said}** · limited by`)
    for (let begun = 0; begun < count; begun += 1) expect(await ask(usualPrice)).toBeUndefined()
    expect(await ask(usualPrice)).toMatchObject(refusalOf[binds])
    expect((await usageOf()).remaining).toStrictEqual({ count: 0, binds })
  })

  test.each(table.filter(([, { spent }]) => spent === undefined))(
    '%s: help says the same to whoever has used nothing',
    (_, situation, count, binds) => {
      const { policy, standing } = setUp(situation)
      const help = transcribe(renderHelp(en, policy, place, standing)).join('\n')
      if (binds === 'videos') expect(help).toContain(en.help.perDay(count))
      else expect(help).toContain(`**${en.allowance.standardVideos(count)}** · limited by ${en.allowanceLimits[binds]}`)
    },
  )

  test('a refusal of a dearer one says what still fits, in the words of usage', async () => {
    const { ask, usageOf, policy } = setUp({ spent: { ana: 1 } })
    const reason = await ask(dollars(2.1))
    const [line] = transcribe(renderUsage(en, await usageOf(), policy, place)).filter((each) => each.startsWith('**'))
    expect(line).toBe('**About 3 more standard videos today** · limited by your daily allowance')
    if (reason === undefined) throw new Error('It was not refused')
    expect(transcribe(renderUserError(en, reason))).toContain(line)
    expect(transcribe(renderUserError(de, reason))).toContain(
      '**Heute noch etwa 3 Standard-Videos** · begrenzt durch dein Tagesbudget',
    )
  })

  test('nothing is promised where videos are switched off', async () => {
    const { usageOf, policy } = setUp({ caps: { month: 0 } })
    const usage = await usageOf()
    expect(usage.remaining).toStrictEqual({ count: 0, binds: 'everyone' })
    const said = transcribe(renderUsage(en, usage, policy, place))
    expect(said).toContain(en.userErrors.closed)
    expect(said.join('\n')).not.toContain('limited by')
    expect(transcribe(renderHelp(en, policy, place)).join('\n')).not.toContain('limited by')
  })
})
