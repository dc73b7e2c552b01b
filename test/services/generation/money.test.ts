import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import { type Generation, type State, states } from '../../../src/domain/generation.ts'
import { isFinal } from '../../../src/domain/stateMachine.ts'
import type { UserError } from '../../../src/domain/userError.ts'
import { createProviderError } from './support/createFakeProvider.ts'
import { createOrigin } from './support/createOrigin.ts'
import { createWorld, textRequest, type World } from './support/createWorld.ts'

type Bot = ReturnType<World['boot']>

const personDay = 1_000_000_000_000

function createProbe(): Generation {
  return {
    id: 'probe',
    version: 0,
    state: 'received',
    stateSince: Date.UTC(2026, 0, 1),
    createdAt: Date.UTC(2026, 0, 1),
    request: textRequest,
    origin: createOrigin(),
    frames: {},
    reserved: personDay + 1,
    passedOver: [],
    submits: 0,
    delivery: {},
  }
}

/** What the service's books say is left, found by asking for too much. */
async function readLeft(bot: Bot): Promise<number> {
  try {
    await bot.limits.reserve(createProbe())
  } catch (error) {
    const { reason } = error as UserError
    if (reason.code === 'overBudget') return reason.left
  }
  throw new Error('The probe was not refused for its price')
}

function readAll(world: World): Generation[] {
  return [...world.data.generations.values()]
}

/** What must hold of every saved record and of the books, at any moment. */
async function expectSoundMoney(world: World, bot: Bot): Promise<void> {
  const records = readAll(world)
  for (const record of records) {
    const { settlement, state, reserved } = record
    expect(isFinal(record)).toBe(settlement !== undefined)
    if (settlement === undefined) continue
    const { counted, spent, basis } = settlement
    if (state === 'succeeded')
      expect({ counted, isPositive: spent > 0 }).toStrictEqual({ counted: spent, isPositive: true })
    else expect(counted).toBe(spent)
    if (basis === 'none') expect(spent).toBe(0)
    if (basis === 'unknown') expect(spent).toBeGreaterThan(0)
    expect(Number.isInteger(spent) && spent <= reserved * 2).toBe(true)
  }
  const used = records.reduce((sum, { settlement, reserved }) => sum + (settlement?.counted ?? reserved), 0)
  expect(await readLeft(bot)).toBe(personDay - used)
}

/** A record as it stands on the disk in this state. */
function createRecord(world: World, state: State): Generation {
  const now = world.clock.now()
  const isSent = !['received', 'preparing', 'queued'].includes(state)
  const settlements = {
    succeeded: { counted: 630_000, spent: 630_000, basis: 'estimated' },
    failed: { counted: 630_000, spent: 630_000, basis: 'unknown' },
    cancelled: { counted: 0, spent: 0, basis: 'none' },
    lost: { counted: 630_000, spent: 630_000, basis: 'unknown' },
  } as const
  const settlement = Object.entries(settlements).find(([final]) => final === state)?.[1]
  return {
    ...createProbe(),
    id: 'subject',
    state,
    stateSince: now,
    createdAt: now,
    reserved: 630_000,
    origin: createOrigin({ ...(state !== 'received' && { messageId: 'message' }) }),
    ...(isSent && { provider: 'runcomfy', modelId: 'model', taskId: 'task-0', submits: 1, submittedAt: now }),
    ...(isSent && !['submitting', 'unconfirmed'].includes(state) && { operation: 'runcomfy-task-0' }),
    ...(settlement !== undefined && { settlement, finishedAt: now }),
    ...(state === 'failed' && { failure: { kind: 'renderFailed' } }),
    ...(state === 'succeeded' && { result: { url: 'https://results.test/task-0.mp4', notSafeForWork: false } }),
  }
}

const target = { applicationId: 'application', token: 'A-Very-Fake-Token', uploadLimit: 1 }

const events: Record<string, (world: World, bot: Bot) => unknown> = {
  'the answer is acknowledged': (_world, bot) => bot.begin('subject', { messageId: 'message', ephemeral: false }),
  'the answer is not acknowledged': (_world, bot) => bot.abort('subject'),
  'the owner cancels': (_world, bot) => bot.cancel('subject', 'alice'),
  'the owner cancels and knows': (_world, bot) => bot.hide('subject', 'alice'),
  'the provider is too late to cancel': (world, bot) => {
    world.runcomfy.script.cancel.push(() => 'tooLate')
    return bot.hide('subject', 'alice')
  },
  'the owner looks': (_world, bot) => bot.refresh('subject', target),
  'the owner asks for it': (_world, bot) => bot.redeliver('subject', target),
  'the owner tries again': (_world, bot) => bot.acceptAgain('subject', createOrigin()),
  'the provider succeeds': (world) => world.runcomfy.succeed(700_000),
  'the provider fails': (world) =>
    world.runcomfy.setState({ status: 'failed', failure: { kind: 'contentRefused' }, detail: 'raw' }),
  'the provider cancels': (world) => world.runcomfy.setState({ status: 'cancelled' }),
  'the provider does not know it': (world) => world.runcomfy.jobs.clear(),
  'every check fails': (world) => world.runcomfy.setState(createProviderError({ code: 'unavailable' })),
  'a day goes by': (world) => world.clock.advance(hours(25)),
}

const moments = states.flatMap((state) => Object.keys(events).map((event) => [state, event] as const))

describe('the sums', () => {
  test.each(moments)('hold when at %s %s', async (state, event) => {
    const world = createWorld({ caps: { personDay } })
    const record = createRecord(world, state)
    world.data.generations.set('subject', record)
    if (record.operation !== undefined) {
      world.runcomfy.jobs.set('runcomfy-task-0', { taskId: 'task-0', state: { status: 'rendering' } })
    }
    const bot = world.boot()
    await bot.start()
    await world.clock.advance(0)
    await expectSoundMoney(world, bot)
    await Promise.resolve(events[event]?.(world, bot)).catch(() => {})
    await world.clock.advance(0)
    await expectSoundMoney(world, bot)
    await world.clock.advance(minutes(1))
    await expectSoundMoney(world, bot)
    await world.clock.advance(hours(25))
    await expectSoundMoney(world, bot)
    const { submits } = world.read('subject')
    expect(submits).toBeLessThanOrEqual(1)
    await bot.stop()
    expect(world.clock.countTimers()).toBe(0)
  })
})

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function createRandom(seed: number) {
  let value = seed
  return (count: number) => {
    value = (value * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((value / 2 ** 32) * count)
  }
}

describe('under load, with faults and kills', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'no POST goes out unsaved, none is repeated blindly, and the sums hold: seed %i',
    async (seed) => {
      const random = createRandom(seed)
      const world = createWorld({ caps: { personDay }, slots: { runcomfy: 3, runware: 3 }, pollsPerRequest: 10 })
      const posts = new Map<string, number>()
      const faults = [
        'timeout',
        'unavailable',
        'rateLimited',
        'outOfCredit',
        'rejectedContent',
        'invalidInput',
      ] as const
      for (const fake of [world.runcomfy, world.runware]) {
        const { submit } = fake.provider
        Object.assign(fake.provider, {
          async submit(prepared: never, { taskId }: { taskId: string }) {
            const saved = world.listOpen().filter((each) => each.taskId === taskId)
            expect(saved).toMatchObject([{ state: 'submitting', provider: fake.provider.id }])
            posts.set(taskId, (posts.get(taskId) ?? 0) + 1)
            const chance = random(6)
            const code = faults[random(faults.length)] ?? 'timeout'
            const isAmbiguous = code === 'timeout' || code === 'unavailable'
            if (chance === 0)
              fake.script.submit.push(() => Promise.reject(createProviderError({ code, ambiguous: isAmbiguous })))
            if (chance === 1) {
              fake.script.submit.push((accept) => {
                accept()
                return Promise.reject(createProviderError({ code: 'timeout', ambiguous: true }))
              })
            }
            return submit(prepared, { taskId })
          },
        })
      }
      let bot = world.boot()
      await bot.start()
      const ids: string[] = []
      for (let step = 0; step < 60; step += 1) {
        const id = ids[random(Math.max(ids.length, 1))]
        switch (random(8)) {
          case 0:
          case 1:
          case 2:
            ids.push(await world.ask(bot, { quality: random(2) === 0 ? 'standard' : 'pro' }))
            break
          case 3:
            if (id !== undefined) await (random(2) === 0 ? bot.hide : bot.cancel)(id, 'alice')
            break
          case 4:
            world.runcomfy.succeed(random(2) === 0 ? 700_000 : undefined)
            break
          case 5:
            world.runware.succeed()
            break
          case 6:
            bot.kill()
            bot = world.boot()
            await bot.start()
            break
          default:
            await world.clock.advance(seconds(random(90)))
        }
        await world.clock.advance(random(4_000))
        await expectSoundMoney(world, bot)
      }
      for (let round = 0; round < 20; round += 1) {
        world.runcomfy.succeed()
        world.runware.succeed()
        await world.clock.advance(minutes(3))
      }
      await world.clock.advance(hours(25))
      await expectSoundMoney(world, bot)
      expect(readAll(world).every(isFinal)).toBe(true)
      expect(world.listOpen().length).toBe(
        readAll(world).filter(
          ({ abandonedAt, state, delivery }) =>
            abandonedAt !== undefined && state === 'succeeded' && delivery.deliveredAt === undefined,
        ).length,
      )
      for (const record of readAll(world)) {
        const isAskable = record.provider === 'runware'
        expect(posts.get(record.taskId ?? '') ?? 0).toBeLessThanOrEqual(isAskable ? 2 : 1)
      }
      await bot.stop()
      expect(world.clock.countTimers()).toBe(0)
    },
  )
})
