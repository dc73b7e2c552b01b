import { afterEach, describe, expect, test } from 'vitest'
import type { Report } from '../../sandbox/bot/orders.ts'
import { hours, seconds } from '../../src/domain/clock.ts'
import type { ProviderId } from '../../src/domain/generation.ts'
import { listSubmits } from '../support/listSubmits.ts'
import { says } from '../support/says.ts'
import { expectBooks } from './support/expectBooks.ts'
import { openWorld, type World } from './support/openWorld.ts'
import { readRecords } from './support/readRecords.ts'
import type { BotProcess } from './support/startBotProcess.ts'

const prompt = 'A fox that two want to make'
/** Long enough that its owner is told when it ends. */
const kling = { renderMilliseconds: seconds(70) }
const bothProviders: readonly ProviderId[] = ['runcomfy', 'runware']

let world: World
afterEach(() => world.close())

async function ask() {
  const member = world.discord.addUser({ name: 'Ana' }).in(world.discord.addGuild().addChannel())
  return member.run('kling video', { prompt })
}

/** The generation is closed, and its end was told once. */
async function expectOnePaidVideo(): Promise<void> {
  const { open, finished } = await readRecords(world.directory)
  expect(open).toEqual([])
  expect(finished).toMatchObject([{ state: 'succeeded', submits: 1 }])
  expect(world.kling.jobs).toHaveLength(1)
  expect(listSubmits(world)).toHaveLength(1)
  expect(world.discord.messages.filter(({ text }) => text.includes(says.ready))).toHaveLength(1)
  expect(world.discord.messages.filter(({ pings }) => pings.length > 0)).toHaveLength(1)
  expectBooks({ world, atEnd: { open, finished } })
}

const isClosing = (report: Report) =>
  report.kind === 'write' && report.moment === 'after' && report.write.name === 'finished'

test('of two processes that are started together one serves and pays, and one refuses with a clear line', async () => {
  world = await openWorld({ kling })
  let isClosed = false
  const onReport = (report: Report) => {
    isClosed ||= isClosing(report)
  }
  const pair = [world.launch({ onReport }), world.launch({ onReport })]
  await world.untilStarted(
    pair,
    () => pair.some(({ isServing }) => isServing) && pair.some(({ refusal }) => refusal !== undefined),
  )
  expect(pair.flatMap(({ refusal }) => refusal ?? [])).toEqual([
    'Another process of this bot is running on the same store. Stop it first.',
  ])
  expect(world.discord.gateway.identifies).toBe(1)
  await ask()
  await world.until(() => isClosed)
  await expectOnePaidVideo()
}, 120_000)

const beforeSubmit = { prompt, name: 'queued->submitting', moment: 'before', effect: 'pause' } as const

function letGo(bot: BotProcess): void {
  const [held] = bot.held
  if (held === undefined) throw new Error('Nothing is held')
  bot.release(held.write.generationId)
}

describe.each(bothProviders)(
  'at %s a process that was frozen before its submit, and lost its lease meanwhile',
  (provider) => {
    async function freezeBeforeSubmit(): Promise<BotProcess> {
      world = await openWorld({ kling, variables: { KLING_PROVIDERS: provider } })
      const first = await world.start({ holds: [beforeSubmit] })
      await ask()
      await world.until(() => first.held.length === 1)
      world.freeze(first)
      await world.leap(seconds(20))
      return first
    }

    async function expectGone(first: BotProcess): Promise<void> {
      expect(await first.ended).toMatchObject({ code: 1 })
      expect(first.log.join('\n')).toContain('Another process has taken the lease')
    }

    test('ends, and submits and shows nothing any more', async () => {
      const first = await freezeBeforeSubmit()
      let isClosed = false
      const second = await world.start({
        onReport(report) {
          isClosed ||= isClosing(report)
        },
      })
      await world.until(() => isClosed)
      const requests = world.discord.requests.length
      world.thaw(first)
      letGo(first)
      await world.leap(hours(1))
      await expectGone(first)
      await expectOnePaidVideo()
      expect(world.discord.requests).toHaveLength(requests)
      expect(second.isOver).toBe(false)
    })

    test('submits nothing either while the other one is just about to, and the first has not seen how late it is', async () => {
      const first = await freezeBeforeSubmit()
      let isClosed = false
      const second = await world.start({
        holds: [beforeSubmit],
        onReport(report) {
          isClosed ||= isClosing(report)
        },
      })
      await world.until(() => second.held.length === 1)
      world.thaw(first)
      letGo(first)
      await expectGone(first)
      expect(listSubmits(world)).toEqual([])
      letGo(second)
      await world.until(() => isClosed)
      await expectOnePaidVideo()
    })
  },
)
