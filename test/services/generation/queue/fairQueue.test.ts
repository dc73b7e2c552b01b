import { describe, expect, test } from 'vitest'
import type { Generation } from '../../../../src/domain/generation.ts'
import { fromDollars } from '../../../../src/domain/money.ts'
import { createFairQueue } from '../../../../src/services/generation/queue/fairQueue.ts'
import { createRandom } from '../../../support/createRandom.ts'
import { createGeneration, noon } from '../../../views/support/createGeneration.ts'

/** A line of people before one slot: everybody asks, one after another is served. */
function createLine() {
  const returned = new Set<string>()
  const turns = createFairQueue({ wasDispatched: ({ id }) => returned.has(id) })
  let waiting: Generation[] = []
  let count = 0

  function leave(generation: Generation): void {
    waiting = waiting.filter((each) => each !== generation)
  }

  return {
    turns,
    get waiting(): readonly Generation[] {
      return waiting
    },
    /** Each is later than the one before it. Named by person and number: `ana1`. */
    ask(userId: string, dollars: number, howMany = 1): Generation[] {
      const asked = Array.from({ length: howMany }, () => {
        count += 1
        const number = String(count).padStart(6, '0')
        return createGeneration({
          id: `generation-${number}`,
          createdAt: noon + count,
          reserved: fromDollars(dollars),
          origin: { userId },
        })
      })
      waiting.push(...asked)
      return asked
    },
    leave,
    /** No provider took it: it waits again. */
    putBack(generation: Generation): void {
      returned.add(generation.id)
      waiting.push(generation)
    },
    serve(howMany = 1): Generation[] {
      return Array.from({ length: howMany }, () => {
        const next = turns.chooseNext(waiting)
        if (next === undefined) throw new Error('Nobody waits')
        leave(next)
        return next
      })
    },
    /** Who comes when, as it would be shown. */
    order: () => turns.order(waiting),
  }
}

const usersOf = (generations: readonly Generation[]) => generations.map(({ origin }) => origin.userId)
const dollarsOf = (generations: readonly Generation[], userId: string) =>
  generations.filter(({ origin }) => origin.userId === userId).reduce((sum, { reserved }) => sum + reserved, 0) /
  1_000_000

describe('turns', () => {
  test.each([0, 1, 5, 49])('after fifty of one person, %i of them served, one of another is next', (served) => {
    const line = createLine()
    line.ask('ana', 0.63, 50)
    line.serve(served + 1)
    const [bo] = line.ask('bo', 0.63)
    expect(line.order()[0]).toBe(bo)
    expect(line.serve()).toStrictEqual([bo])
    expect(usersOf(line.serve(49 - served))).toStrictEqual(Array.from({ length: 49 - served }, () => 'ana'))
    expect(line.turns.chooseNext([])).toBeUndefined()
  })

  test('alternate between two who wait for the same', () => {
    const line = createLine()
    line.ask('ana', 0.63, 50)
    line.serve(5)
    line.ask('bo', 0.63, 3)
    expect(usersOf(line.order()).slice(0, 8)).toStrictEqual(['bo', 'ana', 'bo', 'ana', 'bo', 'ana', 'ana', 'ana'])
  })

  test.each([
    ['the same', 0.42, 0],
    ['less', 0.252, 0],
    ['twice as much', 0.84, 1],
    ['five times as much', 2.1, 4],
    ['fifteen times as much', 6.3, 14],
  ])('make who asks for %s wait for about as much money of the other', (_name, dollars, others) => {
    const line = createLine()
    line.ask('ana', 0.42, 50)
    line.serve(2)
    line.ask('bo', dollars)
    const before = usersOf(line.order()).indexOf('bo')
    expect(before).toBe(others)
    expect(dollarsOf(line.order().slice(0, before + 1), 'ana')).toBeGreaterThanOrEqual(dollars - 0.42 - 0.001)
    expect(dollarsOf(line.order().slice(0, before + 1), 'ana')).toBeLessThanOrEqual(dollars)
  })

  test('serve three people the same money, not the same number', () => {
    const line = createLine()
    line.ask('ana', 0.42, 30)
    line.ask('bo', 0.84, 30)
    line.ask('cleo', 2.1, 30)
    const served = line.serve(17)
    expect(usersOf(served.slice(0, 8))).toStrictEqual(['ana', 'ana', 'bo', 'ana', 'ana', 'bo', 'ana', 'cleo'])
    expect(['ana', 'bo', 'cleo'].map((userId) => dollarsOf(served, userId))).toStrictEqual([4.2, 4.2, 4.2])
  })

  test('go by arrival where nobody was served yet, and with one person the oldest first', () => {
    const line = createLine()
    const first = line.ask('bo', 0.63)
    const second = line.ask('ana', 0.63)
    const third = line.ask('bo', 0.63)
    expect(line.order()).toStrictEqual([...first, ...second, ...third])
    expect(line.serve(3)).toStrictEqual([...first, ...second, ...third])
  })

  test('keep one person’s in order of arrival, however dear the first is', () => {
    const line = createLine()
    const asked = [line.ask('ana', 6.3), line.ask('ana', 0.252), line.ask('ana', 2.1)].flat()
    line.ask('bo', 0.63, 20)
    expect(line.serve(23).filter(({ origin }) => origin.userId === 'ana')).toStrictEqual(asked)
  })

  test('do not depend on the order in which those who wait are named', () => {
    const line = createLine()
    line.ask('ana', 0.42, 3)
    line.ask('bo', 0.84, 3)
    const random = createRandom(1)
    const order = line.order()
    for (let round = 0; round < 20; round += 1) {
      expect(line.turns.order(random.shuffle(line.waiting))).toStrictEqual(order)
    }
  })

  test('do not pass by themselves: while nobody is served, nobody gains', () => {
    const line = createLine()
    line.ask('ana', 0.63, 5)
    line.serve()
    line.ask('bo', 6.3)
    for (let look = 0; look < 1_000; look += 1) line.order()
    expect(usersOf(line.serve(4))).toStrictEqual(['ana', 'ana', 'ana', 'ana'])
  })
})

describe('what somebody has saved', () => {
  test('is forgotten when nothing of theirs waits any more', () => {
    const line = createLine()
    line.ask('ana', 0.63, 20)
    const [dear] = line.ask('bo', 2.1)
    expect(usersOf(line.serve(3))).toStrictEqual(['ana', 'ana', 'ana'])
    expect(usersOf(line.order()).indexOf('bo')).toBe(0)
    line.leave(dear as Generation)
    line.serve()
    line.ask('bo', 2.1)
    expect(usersOf(line.order()).indexOf('bo')).toBe(3)
  })

  test('is not lost by being served', () => {
    const line = createLine()
    line.ask('ana', 0.63, 20)
    line.ask('bo', 2.1, 2)
    expect(usersOf(line.serve(9))).toStrictEqual(['ana', 'ana', 'ana', 'bo', 'ana', 'ana', 'ana', 'bo', 'ana'])
  })

  test('is at most the price of their oldest: a dear one that is cancelled buys no head start', () => {
    const line = createLine()
    line.ask('ana', 0.63, 30)
    const [dear] = line.ask('bo', 6.3)
    line.ask('bo', 0.63, 10)
    line.serve(9)
    line.leave(dear as Generation)
    expect(usersOf(line.order()).slice(0, 5)).toStrictEqual(['bo', 'ana', 'bo', 'ana', 'bo'])
    expect(usersOf(line.serve(5))).toStrictEqual(['bo', 'ana', 'bo', 'ana', 'bo'])
  })

  test('is empty after a restart: then price and arrival count', () => {
    const line = createLine()
    line.ask('ana', 0.63, 5)
    line.serve(2)
    line.ask('bo', 0.63)
    const restarted = createFairQueue({ wasDispatched: () => false })
    expect(usersOf(restarted.order(line.waiting))).toStrictEqual(['ana', 'bo', 'ana', 'ana'])
  })
})

describe('one that came back because no provider took it', () => {
  test('goes first, before the others that are due', () => {
    const line = createLine()
    line.ask('ana', 0.63, 5)
    const [refused] = line.serve() as [Generation]
    line.ask('bo', 0.63, 5)
    line.putBack(refused)
    expect(line.order()[0]).toBe(refused)
    expect(line.serve()).toStrictEqual([refused])
  })

  test('counts once', () => {
    const line = createLine()
    line.ask('ana', 0.63, 5)
    line.ask('bo', 0.63, 5)
    const [refused] = line.serve() as [Generation]
    line.putBack(refused)
    expect(usersOf(line.serve(5))).toStrictEqual(['ana', 'bo', 'ana', 'bo', 'ana'])
  })

  test('does not bring its person’s others forward', () => {
    const line = createLine()
    line.ask('ana', 0.63, 50)
    const refused = line.serve(3)
    line.ask('bo', 0.63)
    for (const each of refused) line.putBack(each)
    expect(usersOf(line.serve(5))).toStrictEqual(['ana', 'ana', 'ana', 'bo', 'ana'])
  })
})

const prices = [0.252, 0.42, 0.63, 0.84, 1.26, 2.1, 6.3] as const
const dearest = 6.3
const quantum = 0.000_001

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

/** People come and go, are served and refused, as chance has it. */
function playRandomly(seed: number, steps: number) {
  const random = createRandom(seed)
  const line = createLine()
  const people = ['ana', 'bo', 'cleo', 'dan', 'eve'] as const
  for (let step = 0; step < steps; step += 1) {
    const chance = random.fraction()
    if (chance < 0.45) line.ask(random.pick(people), random.pick(prices), 1 + random.below(4))
    else if (chance < 0.85 && line.waiting.length > 0) {
      const [next] = line.serve() as [Generation]
      if (random.fraction() < 0.1) line.putBack(next)
    } else {
      const [gone] = random.shuffle(line.waiting)
      if (gone !== undefined) line.leave(gone)
    }
  }
  return { random, line }
}

describe('with chance', () => {
  test.each(seeds)('the order shown is the one in which they are served, seed %i', (seed) => {
    const { line } = playRandomly(seed, 150)
    const shown = line.order()
    expect(line.order()).toStrictEqual(shown)
    expect(shown).toHaveLength(line.waiting.length)
    for (let served = 0; line.waiting.length > 0; served += 1) {
      expect(line.order()).toStrictEqual(shown.slice(served))
      expect(line.serve()).toStrictEqual([shown[served]])
    }
  })

  test.each(seeds)('who begins to wait together differs by one dearest at the most, seed %i', (seed) => {
    const random = createRandom(seed)
    const line = createLine()
    const people = ['ana', 'bo', 'cleo'] as const
    for (let round = 0; round < 200; round += 1) for (const userId of people) line.ask(userId, random.pick(prices))
    const served = { ana: 0, bo: 0, cleo: 0 }
    const isWaiting = (userId: string) => line.waiting.some(({ origin }) => origin.userId === userId)
    while (people.every(isWaiting)) {
      const [next] = line.serve() as [Generation]
      served[next.origin.userId as keyof typeof served] += next.reserved / 1_000_000
      const sums = Object.values(served)
      expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(dearest + quantum + 1e-9)
    }
    expect(Object.values(served).every((sum) => sum > 100)).toBe(true)
  })

  test.each(seeds)('whoever waits on differs by two dearest at the most, whatever went before, seed %i', (seed) => {
    const { random, line } = playRandomly(seed, 150)
    line.ask('ana', random.pick(prices), 100)
    line.ask('bo', random.pick(prices), 100)
    const served = { ana: 0, bo: 0 }
    for (let turn = 0; turn < 40; turn += 1) {
      const [next] = line.serve() as [Generation]
      const { userId } = next.origin
      if (userId === 'ana' || userId === 'bo') served[userId] += next.reserved / 1_000_000
      if (random.fraction() < 0.3) line.ask('cleo', random.pick(prices))
    }
    expect(Math.abs(served.ana - served.bo)).toBeLessThanOrEqual(2 * dearest + quantum + 1e-9)
  })
})
