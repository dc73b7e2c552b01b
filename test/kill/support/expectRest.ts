import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { SentInteraction } from '../../../sandbox/discord/people/presence.ts'
import { microDollars } from '../../../src/domain/money.ts'
import { en } from '../../../src/views/text/en.ts'
import { headOf } from '../../support/says.ts'
import type { Played } from './playWorld.ts'

/** A plain video at list price, in micro-dollars. */
const price = 630_000

const inDollars = (amount: number) => (amount / 1_000_000).toFixed(6)

/** What a new process sums up is the same to the micro-dollar: with room for one more video, one more command passes. */
export async function expectRest({ world, atEnd }: Pick<Played, 'world' | 'atEnd'>): Promise<void> {
  const spent = atEnd.finished.reduce((sum, { settlement }) => sum + (settlement?.spent ?? Number.NaN), 0)
  const member = world.discord.addUser({ name: 'Zoe' }).in(world.discord.addGuild().addChannel())

  async function ask(budget: number): Promise<SentInteraction> {
    const bot = await world.start({ variables: { BUDGET_MONTH: inDollars(budget) } })
    const sent = await member.run('kling video', { prompt: 'One more' })
    while (sent.message === undefined) await sleep(1)
    await world.kill(bot)
    await world.leap(60_000)
    return sent
  }

  const money = (amount: number) => en.writing.money(microDollars.parse(amount))
  const moneyLeft = (amount: number) => en.writing.moneyLeft(microDollars.parse(amount))
  const budget = spent + price - 1
  const refusal = { needed: money(price), left: moneyLeft(price - 1), budget: money(budget), when: '' }
  expect((await ask(budget)).message?.text).toContain(headOf(en.userErrors.overBudget(refusal)))
  expect((await ask(spent + price)).acknowledgedAs).toBe(5)
}
