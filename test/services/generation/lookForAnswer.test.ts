import { describe, expect, test } from 'vitest'
import { hours, minutes, seconds } from '../../../src/domain/clock.ts'
import type { Standing } from '../../../src/domain/contracts/delivery.ts'
import { createOrigin } from './support/createOrigin.ts'
import { textRequest } from './support/createWorld.ts'
import { startWorld } from './support/startWorld.ts'

const acknowledgement = { messageId: 'found-message', ephemeral: true }
const stands: Standing = { kind: 'stands', acknowledgement }
const absent: Standing = { kind: 'absent' }
const unknown: Standing = { kind: 'unknown' }
const outOfReach: Standing = { kind: 'outOfReach' }
const nothingPaid = { counted: 0, spent: 0, basis: 'none' }

/** A process was killed right after it accepted a command; the next one finds these, the last one again and again. */
async function startAgain(...found: readonly Standing[]) {
  const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
  const { generation } = await bot.accept({ request: textRequest }, createOrigin())
  bot.kill()
  let looks = 0
  world.script.findAnswer = () => {
    looks += 1
    return found[Math.min(looks, found.length) - 1] ?? unknown
  }
  const next = world.boot()
  await next.start()
  return { world, next, id: generation.id, count: () => looks }
}

describe('the next start, where the answer to a command may stand', () => {
  test('goes on where it stands, in the message that was found', async () => {
    const { world, id } = await startAgain(stands)
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'running', origin: acknowledgement })
    expect(world.runcomfy.counts.posts).toBe(1)
  })

  test('ends it in silence where it certainly does not, for which one look is not enough', async () => {
    const { world, next, id, count } = await startAgain(absent)
    await world.clock.advance(seconds(3))
    expect(world.read(id).state).toBe('received')
    await world.clock.advance(seconds(2))
    expect(count()).toBe(2)
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'notAcknowledged' },
      settlement: nothingPaid,
    })
    expect(world.isClosed(id)).toBe(true)
    expect([world.finals, world.notices]).toStrictEqual([[], []])
    await expect(next.accept({ request: textRequest }, createOrigin())).resolves.toMatchObject({ isRepeated: false })
  })

  test('ends it where the person read other words instead: that it was refused, say', async () => {
    const { world, id } = await startAgain({
      kind: 'stands',
      acknowledgement: { ...acknowledgement, isPromise: false },
    })
    await world.clock.advance(0)
    expect(world.read(id)).toMatchObject({ state: 'failed', settlement: nothingPaid })
    expect(world.isClosed(id)).toBe(true)
    expect(world.finals).toStrictEqual([])
  })

  test('goes on where the first look came too early', async () => {
    const { world, id } = await startAgain(absent, stands)
    await world.clock.advance(seconds(5))
    expect(world.read(id).state).toBe('running')
  })

  test('asks again while Discord cannot be asked, and sends nothing until then', async () => {
    const { world, id, count } = await startAgain(...Array(6).fill(unknown), stands)
    await world.clock.advance(minutes(2))
    expect(world.read(id).state).toBe('received')
    expect(world.journal.filter((line) => /take|prepare|submit/.test(line))).toStrictEqual([])
    await world.clock.advance(minutes(2))
    expect(count()).toBe(7)
    expect(world.read(id).state).toBe('running')
  })

  test('says so in the end where it could never be found out, and lets it be asked for again', async () => {
    const { world, next, id, count } = await startAgain(unknown)
    await world.clock.advance(minutes(14))
    expect(world.read(id).state).toBe('received')
    await world.clock.advance(minutes(3))
    expect(count()).toBeLessThan(25)
    expect(world.read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'answerUnclear' },
      settlement: nothingPaid,
    })
    expect(world.finals).toMatchObject([{ id, state: 'failed' }])
    await expect(next.accept({ request: textRequest }, createOrigin())).resolves.toMatchObject({ isRepeated: false })
  })

  test('says so soon where nothing leads there any more, and keeps it listed where that cannot be shown', async () => {
    const { world, next, id } = await startAgain(outOfReach)
    world.script.showFinal.push(() => ({ shown: false, reason: 'noRoute' }))
    await world.clock.advance(seconds(5))
    expect(world.read(id)).toMatchObject({ state: 'failed', failure: { kind: 'answerUnclear' } })
    expect(await next.list('alice')).toMatchObject([{ generation: { id } }])
  })

  test('leaves it to Discord delivering the command again', async () => {
    const { world, next, id } = await startAgain(absent)
    const { origin } = world.read(id)
    const again = await next.accept({ request: textRequest }, createOrigin({ interactionId: origin.interactionId }))
    expect(again).toMatchObject({ isRepeated: false, generation: { id } })
    await next.begin(id, { messageId: 'message', ephemeral: false })
    await world.clock.advance(minutes(1))
    expect(world.read(id)).toMatchObject({ state: 'running', origin: { messageId: 'message' } })
    expect(
      await next.accept({ request: textRequest }, createOrigin({ interactionId: origin.interactionId })),
    ).toMatchObject({
      isRepeated: true,
    })
  })

  test('stops looking when the person cancels, and shows that in the message it finds', async () => {
    const { world, next, id } = await startAgain(unknown, stands)
    world.script.showFinal.push(() => ({ shown: false, reason: 'noRoute' }))
    await world.clock.advance(seconds(1))
    await next.cancel(id, 'alice')
    await world.clock.advance(seconds(10))
    expect(world.finals.at(-1)).toMatchObject({ state: 'cancelled', origin: { messageId: 'found-message' } })
    expect(world.runcomfy.counts.posts).toBe(0)
  })

  test('asks on after another restart in the middle of looking', async () => {
    const { world, next, id } = await startAgain(unknown)
    await world.clock.advance(seconds(20))
    next.kill()
    world.script.findAnswer = () => stands
    await world.boot().start()
    await world.clock.advance(0)
    expect(world.read(id).state).toBe('running')
  })

  test('ends without another look when it is stopped', async () => {
    const { world, next, id, count } = await startAgain(unknown)
    await world.clock.advance(seconds(1))
    await next.stop()
    await world.clock.advance(minutes(5))
    expect(count()).toBe(1)
    expect(world.read(id).state).toBe('received')
    expect(world.clock.countTimers()).toBe(0)
  })
})

describe('a command of which nobody knows whether Discord took its answer', () => {
  test('begins as soon as the answer is found', async () => {
    const { world, bot } = await startWorld()
    const found: Standing[] = [unknown, stands]
    world.script.findAnswer = () => found.shift() ?? unknown
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    bot.lookForAnswer(generation.id)
    await world.clock.advance(seconds(5))
    expect(world.read(generation.id)).toMatchObject({ state: 'running', origin: acknowledgement })
  })

  test('lets Try again be pressed again where the answer certainly does not stand', async () => {
    const { world, bot } = await startWorld()
    const id = await world.ask(bot)
    world.runcomfy.setState({ status: 'failed', failure: { kind: 'renderFailed' }, detail: 'raw' })
    await world.clock.advance(seconds(10))
    const first = await bot.acceptAgain(id, createOrigin())
    bot.lookForAnswer(first.generation.id)
    await world.clock.advance(seconds(5))
    const second = await bot.acceptAgain(id, createOrigin())
    expect(second.isRepeated).toBe(false)
    expect(second.generation.id).not.toBe(first.generation.id)
  })

  test('is looked for within two hours where a defect forgot it, and gives everything back', async () => {
    const { world, bot } = await startWorld({ caps: { openPerPerson: 1 } })
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await world.clock.advance(hours(2))
    expect(world.read(generation.id)).toMatchObject({ state: 'failed', failure: { kind: 'notAcknowledged' } })
    await expect(bot.accept({ request: textRequest }, createOrigin())).resolves.toMatchObject({ isRepeated: false })
  })

  test('goes on after a restart where the bot was stopped before it could save that it begins', async () => {
    const { world, bot } = await startWorld()
    const { generation } = await bot.accept({ request: textRequest }, createOrigin())
    await bot.stop()
    await expect(bot.begin(generation.id, { messageId: 'message', ephemeral: false })).resolves.toBeUndefined()
    world.script.findAnswer = () => stands
    await world.boot().start()
    await world.clock.advance(0)
    expect(world.read(generation.id).state).toBe('running')
  })
})
