import type { Collection, GenerationCollection } from '../../src/domain/contracts/store.ts'
import type { Generation } from '../../src/domain/generation.ts'
import type { Caps } from '../../src/domain/policy.ts'
import { createLimits } from '../../src/services/limits/limits.ts'
import { providerDefinitions } from '../../src/services/providers/registry.ts'
import type { Row } from '../benchmark.ts'
import { computePercentile } from '../computePercentile.ts'
import { createOrigin } from '../createOrigin.ts'
import { judge } from '../judge.ts'
import { busiest, nameOwner, nameServer, words } from './fillFinished.ts'

/** Milliseconds of each call. */
type Samples = number[]

/** What is compared, and what it may be at the most. */
export interface Comparison {
  readonly label: string
  readonly yardstick: Samples
  readonly own: Samples
  readonly most: number
}

const compare = (label: string, most: number): Comparison => ({ label, most, yardstick: [], own: [] })

async function time(samples: Samples, call: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now()
  await call()
  samples.push(performance.now() - startedAt)
}

/** What is asked of one and the other in turns, the round as what tells the calls apart. */
type Pair = readonly [
  label: string,
  most: number,
  yardstick: (round: number) => Promise<unknown>,
  own: (round: number) => Promise<unknown>,
]

/** Each pair in turns; a tenth of the rounds before it says how fast the disk is, and counts for nothing. */
export async function compareInTurns(rounds: number, pairs: readonly Pair[]): Promise<Comparison[]> {
  const comparisons: Comparison[] = []
  for (const [label, most, yardstick, own] of pairs) {
    const comparison = compare(label, most)
    for (let round = 0; round < rounds / 10; round += 1) {
      await yardstick(round)
      await own(round)
    }
    for (let round = 0; round < rounds; round += 1) {
      await time(comparison.yardstick, () => yardstick(round))
      await time(comparison.own, () => own(round))
    }
    comparisons.push(comparison)
  }
  return comparisons
}

/** A person, a server and a moment of the records, another one for each number. */
interface Asked {
  readonly number: number
  readonly owner: string
  readonly server: string
  readonly day: number
  readonly month: number
}

type Question = readonly [
  label: string,
  most: number,
  ask: (generations: GenerationCollection, asked: Asked) => Promise<unknown>,
]

const questions: readonly Question[] = [
  ["a person's newest ten", 2, ({ find }, { owner }) => find({ owner, limit: 10 })],
  ['the newest ten of whom a tenth of all is', 2, ({ find }) => find({ owner: busiest, limit: 10 })],
  [
    'a budget check: three sums',
    2,
    async ({ sums }, { owner, server, day, month }) => {
      await sums({ scope: 'personDay', key: owner, from: day })
      await sums({ scope: 'serverMonth', key: server, from: month })
      await sums({ scope: 'month', key: '', from: month })
    },
  ],
  ['whether an interaction is known', 2, (generations, { number }) => generations.findByInteraction(`never-${number}`)],
  ['a usual word', 10, ({ find }) => find({ words: words.common, limit: 10 })],
  ['a usual word of a person', 10, ({ find }, { owner }) => find({ words: words.common, owner, limit: 10 })],
  [
    'a usual word of whom a tenth of all is',
    10,
    ({ find }) => find({ words: words.common, owner: busiest, limit: 10 }),
  ],
  ['a rare word', 10, ({ find }) => find({ words: words.rare, limit: 10 })],
  ['two rare words', 10, ({ find }) => find({ words: `${words.rare} ${words.elsewhere}`, limit: 10 })],
]

const startOf = (now: number, month: number, day = 1) => Date.UTC(new Date(now).getUTCFullYear(), month, day)

/** Both stores in turns, with other people each time. */
export async function compareQuestions(
  few: GenerationCollection,
  many: GenerationCollection,
  { rounds, people, now }: { readonly rounds: number; readonly people: number; readonly now: number },
): Promise<Comparison[]> {
  const date = new Date(now)
  const ask = (number: number, mostPeople: number): Asked => ({
    number,
    // Those whose number ends with a zero are the busiest one.
    owner: nameOwner(((number * 7_919) % Math.max(1, Math.floor(mostPeople / 10))) * 10 + 1 + (number % 9)),
    server: nameServer(number % 50),
    day: startOf(now, date.getUTCMonth(), date.getUTCDate()),
    month: startOf(now, date.getUTCMonth()),
  })
  const comparisons: Comparison[] = []
  for (const [label, most, question] of questions) {
    const comparison = compare(label, most)
    // The first time for each says how fast the disk is.
    for (let round = 0; round < rounds; round += 1) await question(many, ask(round, people))
    for (let round = 0; round < rounds; round += 1) {
      await time(comparison.yardstick, () => question(few, ask(round, 10)))
      await time(comparison.own, () => question(many, ask(round, people)))
    }
    comparisons.push(comparison)
  }
  return comparisons
}

function createReceived(number: number, now: number): Generation {
  return {
    id: `write-${number}`,
    version: 0,
    state: 'received',
    stateSince: now,
    createdAt: now,
    request: {
      scene: {
        kind: 'prompt',
        prompt: `A red fox trots through fresh snow at dawn, slow dolly along the forest edge, take ${number}`,
      },
      duration: 5,
      aspectRatio: '16:9',
      quality: 'pro',
      sound: true,
    },
    origin: createOrigin(number, now),
    frames: {},
    reserved: 840_000,
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}

/** All of them are compared with their sums, and nothing comes near. */
const enough = Number.MAX_SAFE_INTEGER
const caps: Caps = {
  openPerPerson: enough,
  perPersonPerDay: enough,
  attemptsPerPersonPerDay: enough,
  attemptsPerPersonPerMinute: enough,
  personDay: enough,
  serverMonth: enough,
  month: enough,
}

/** The same life of a generation in a table without anything beside it, and in the store with its caps, in turns. */
export async function compareWrites(
  plain: Collection<Generation>,
  own: GenerationCollection,
  { rounds, now }: { readonly rounds: number; readonly now: number },
): Promise<Comparison[]> {
  const fresh = compare('a new one, within its caps', 1.8)
  const quiet = compare('a write that changes nothing that is asked for', 1.2)
  const step = compare('a step to another state', 1.8)
  const end = compare('its end, with what it cost', 1.8)
  const limits = createLimits({
    generations: own,
    caps,
    usualPrice: undefined,
    providers: providerDefinitions,
    clock: { now: () => now },
  })
  for (let round = 0; round < rounds; round += 1) {
    for (const where of ['yardstick', 'own'] as const) {
      const { update } = where === 'own' ? own : plain
      let record = createReceived(round, now)
      const begin = () => (where === 'own' ? limits.reserve(record) : plain.put(record.id, record))
      const change = (samples: Samples, changes: Partial<Generation>) =>
        time(samples, async () => {
          record = await update(record.id, { ...record, ...changes })
        })
      await time(fresh[where], begin)
      await change(step[where], { state: 'running', stateSince: now + 1 })
      await change(quiet[where], { progress: { status: 'waiting', position: 3 } })
      await change(quiet[where], { progress: { status: 'rendering' } })
      await change(end[where], {
        state: 'succeeded',
        finishedAt: now + 2,
        settlement: { spent: 840_000, counted: 840_000, basis: 'reported' },
      })
    }
  }
  return [fresh, quiet, step, end]
}

/** How many times as long it takes as its yardstick, by the middles of both. */
export function describeComparison({ label, yardstick, own, most }: Comparison): Row {
  const [of, is] = [yardstick, own].map((samples) => computePercentile(samples, 50)) as [number, number]
  const ratio = is / of
  return {
    label,
    cells: [of.toFixed(2), is.toFixed(2), ratio.toFixed(2), judge(ratio <= most, `at most ${most}`)],
  }
}
